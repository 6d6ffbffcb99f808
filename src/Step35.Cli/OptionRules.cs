using System.CommandLine;
using System.Globalization;

namespace Step35.Cli;

/// <summary>Checks what an option may be.</summary>
internal static class OptionRules
{
    /// <summary>Refuses numbers out of a range; text that is no number has an error of its own.</summary>
    public static void RequireWithin(this Option option, double least, double most) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
            if (double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !(value >= least && value <= most))
                result.AddError($"{option.Name} is {token.Value}; it must be from {least} to {most}.");
    });
}
