using Step35.Engine.Drafting;
using Step35.Engine.Tokenization;

namespace Step35.TestModels.Scripted;

/// <summary>Heads that know the script, and are right about each token with a chosen chance.</summary>
internal sealed class ScriptedPredictor(Func<IReadOnlyList<TokenId>, TokenId> next, double chance, int seed = 0) : IDraftPredictor
{
    private readonly Random _random = new(seed);

    public int MaxTokens { get; init; } = 3;

    public void Predict(ReadOnlySpan<Draft> drafts)
    {
        foreach (var draft in drafts)
            while (draft.Count < draft.Limit)
                draft.Add(Guess([.. draft.Known, .. draft.Tokens]));
    }

    private TokenId Guess(IReadOnlyList<TokenId> known)
    {
        var right = next(known);
        return _random.NextDouble() < chance ? right : new TokenId(right.Value ^ 1);
    }
}
