using Step35.Engine.Tokenization;

namespace Step35.Engine.Thinking;

/// <summary>Follows how much of an answer is thinking, and closes it when it is used up.</summary>
/// <remarks>
/// Invariant: once closing has begun, <see cref="Given"/> names one token after another until all are written. It begins between two
/// characters, since nothing can follow half of one; but a character has at most three further bytes, so it waits for three tokens at
/// most. Belongs to the scheduler's thread.
/// </remarks>
internal sealed class ThinkingBudget(ThinkingLimit limit)
{
    private const int MaxFurtherBytes = 3;

    // Below zero while the last character is completed.
    private int _left = limit.MaxTokens;
    private bool _isOpen = limit.StartsOpen;
    private bool _isInCharacter;
    private int _given;

    /// <summary>Gets the token that must come next; null when the choice is free.</summary>
    public TokenId? Given => _isOpen && _left <= 0 && !_isInCharacter ? limit.Closing[_given] : null;

    /// <summary>Takes note of the next token of the answer.</summary>
    /// <param name="token">The token.</param>
    /// <param name="isInCharacter">Whether a character is begun with it or before it, and not complete.</param>
    public void Observe(TokenId token, bool isInCharacter)
    {
        if (Given is not null)
            Close();
        else if (!_isOpen)
            _isOpen = token == limit.Start;
        else if (limit.Ends.Contains(token))
            _isOpen = false;
        else
            _left--;
        _isInCharacter = isInCharacter && _left > -MaxFurtherBytes;
    }

    private void Close()
    {
        _given = (_given + 1) % limit.Closing.Count;
        _isOpen = _given > 0;
    }
}
