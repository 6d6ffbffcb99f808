using Step35.Engine.Tokenization;

namespace Step35.Bench.Contestants;

/// <summary>Finds the tokens that have no text of their own.</summary>
/// <remarks>
/// Both sides are forbidden to choose them: some end an answer before its time, and llama-server does not stream a token
/// that ends inside a character.
/// </remarks>
internal static class MuteTokens
{
    public static IReadOnlyList<TokenId> Find(Tokenizer tokenizer) =>
    [
        .. Enumerable.Range(0, tokenizer.VocabularySize).Select(value => new TokenId(value)).Where(token => IsMute(tokenizer.Decode([token]))),
    ];

    private static bool IsMute(string text) => text.Length == 0 || text.Contains('\uFFFD', StringComparison.Ordinal);
}
