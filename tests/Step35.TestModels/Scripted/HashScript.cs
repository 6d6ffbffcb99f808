using Step35.Engine.Tokenization;

namespace Step35.TestModels.Scripted;

/// <summary>Answers of which every token depends on all tokens before it: a sequence that was mixed up or cut wrong shows.</summary>
internal static class HashScript
{
    public static TokenId Next(IReadOnlyList<TokenId> sequence)
    {
        var hash = 17;
        foreach (var token in sequence)
            hash = (hash * 31) + token.Value;
        return new TokenId('a' + (int)((uint)hash % 26));
    }

    /// <summary>Continues a prompt as an engine would that knows nothing else.</summary>
    public static List<TokenId> Continue(IReadOnlyList<TokenId> prompt, int count)
    {
        List<TokenId> tokens = [.. prompt];
        while (tokens.Count < prompt.Count + count)
            tokens.Add(Next(tokens));
        return tokens[prompt.Count..];
    }
}
