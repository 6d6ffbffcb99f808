using System.CommandLine;
using System.CommandLine.Parsing;

namespace Step35.Cli;

/// <summary>Finds an option that a verb does not have, which the parser may take for what the verb works on.</summary>
internal static class UnknownOption
{
    /// <summary>Finds the first one.</summary>
    /// <returns>The option as it was written; null where there is none. What comes after <c>--</c> is no option.</returns>
    public static string? Find(ParseResult parsed)
    {
        var meantAsGiven = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens, (_, token) => token.Value)
            .Concat(parsed.UnmatchedTokens)
            .SkipLast(meantAsGiven)
            .FirstOrDefault(text => text is ['-', _, ..]);
    }
}
