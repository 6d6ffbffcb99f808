using Step35.Engine.Tokenization;

namespace Step35.TestModels.Scripted;

/// <summary>One sequence of a scripted decoder: full layers that keep every token and sliding ones that forget.</summary>
/// <param name="window">How many tokens a sliding layer looks back over, the token itself included.</param>
/// <param name="forgetfulness">How many of the positions out of sight are overwritten, the oldest first; null is a few steps late.</param>
internal sealed class ScriptedSequence(int window, Random? forgetfulness)
{
    private const int Slack = 8;

    private readonly SortedDictionary<int, TokenId> _sliding = [];

    public List<TokenId> Tokens { get; } = [];

    public int FirstPosition => _sliding.Count == 0 ? -1 : _sliding.Keys.First();

    /// <summary>Gets what the sliding layers hold and the next token can still see.</summary>
    public IReadOnlyList<KeyValuePair<int, TokenId>> Visible => [.. _sliding.Where(cell => cell.Key > Tokens.Count - 1 - window)];

    /// <summary>Overwrites what no coming token can see.</summary>
    public void Forget()
    {
        List<int> hidden = [.. _sliding.Keys.TakeWhile(position => Tokens.Count - position >= window)];
        foreach (var position in hidden.SkipLast(forgetfulness?.Next(hidden.Count + 1) ?? Slack))
            _sliding.Remove(position);
    }

    public void Add(TokenId token, int position)
    {
        if (position != Tokens.Count)
            throw new InvalidOperationException($"Position {position} follows {Tokens.Count} cached tokens.");
        for (var seen = Math.Max(0, position - window + 1); seen < position; seen++)
            if (!_sliding.TryGetValue(seen, out var cell) || cell != Tokens[seen])
                throw new InvalidOperationException($"The token at {position} cannot see the one at {seen}.");
        Tokens.Add(token);
        _sliding.Add(position, token);
    }

    public void Truncate(int length)
    {
        Tokens.RemoveRange(Math.Min(length, Tokens.Count), Math.Max(0, Tokens.Count - length));
        foreach (var position in _sliding.Keys.Where(position => position >= length).ToList())
            _sliding.Remove(position);
    }

    public void Restore(ScriptedState state)
    {
        _sliding.Clear();
        foreach (var (position, token) in state.Sliding)
            _sliding.Add(position, token);
        if (state.Tokens is null)
            return;
        Tokens.Clear();
        Tokens.AddRange(state.Tokens);
    }
}
