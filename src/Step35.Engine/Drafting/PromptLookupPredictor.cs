using System.Runtime.InteropServices;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Drafting;

/// <summary>Guesses that what followed the last few tokens before will follow them again, as it does where code or results are repeated.</summary>
/// <remarks>Source: Saxena, "Prompt Lookup Decoding", 2023. The latest match of so many tokens counts, then of fewer.</remarks>
internal sealed class PromptLookupPredictor(int maxTokens) : IDraftPredictor
{
    // Matches of fewer tokens are chance.
    private static readonly int[] MatchLengths = [6, 3];

    public int MaxTokens => maxTokens;

    public void Predict(ReadOnlySpan<Draft> drafts)
    {
        foreach (var draft in drafts)
            foreach (var token in FindContinuation(draft.Known, draft.Limit))
                draft.Add(token);
    }

    /// <summary>Finds what followed the last tokens when they came before; empty when they did not.</summary>
    private static ReadOnlySpan<TokenId> FindContinuation(ReadOnlySpan<TokenId> known, int limit)
    {
        var tokens = MemoryMarshal.Cast<TokenId, int>(known);
        foreach (var length in MatchLengths)
        {
            // The tail itself lies beyond the part that is searched.
            if (tokens.Length <= length || tokens[..^1].LastIndexOf(tokens[^length..]) is not (>= 0 and var start))
                continue;
            var continuation = known[(start + length)..];
            return continuation[..Math.Min(limit, continuation.Length)];
        }

        return [];
    }
}
