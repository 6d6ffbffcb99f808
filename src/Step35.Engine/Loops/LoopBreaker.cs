using Step35.Engine.Tokenization;

namespace Step35.Engine.Loops;

/// <summary>Watches one answer for loops, and says what to do about them.</summary>
/// <remarks>
/// After a loop was found it is on the alert: in what comes then, a quarter of the tokens and half of the rounds are enough. It calms
/// down when no loop comes up for as many tokens as four loops fill. Belongs to the scheduler's thread.
/// </remarks>
internal sealed class LoopBreaker
{
    private const int Stride = 64;
    private const int AvoidedTokens = 16;
    private const int MaxBreaks = 3;
    private const int GentleTokens = 4096;
    private const int StrictTokens = 512;

    private readonly LoopDetector _detector = new();
    private readonly LoopLimit _usual;
    private readonly LoopLimit _alert;
    private int _breaks;
    private int _lastLoopAt;

    private LoopBreaker(LoopLimit limit)
    {
        _usual = limit;
        _alert = new LoopLimit(limit.MinTokens / 4, limit.MinRounds / 2);
    }

    /// <summary>Gets the token that would continue a loop; null when there is none.</summary>
    public TokenId? Avoided { get; private set; }

    /// <summary>Gets a value indicating whether the answer keeps falling into loops.</summary>
    public bool IsStuck => _breaks > MaxBreaks;

    /// <summary>Starts to watch an answer; null when that is not wanted.</summary>
    /// <param name="guard">How soon a repetition is a loop.</param>
    /// <param name="contextLength">How many tokens prompt and answer can fill.</param>
    public static LoopBreaker? Create(LoopGuard guard, int contextLength) => guard switch
    {
        // A loop that fills the context before it counts as one is never seen.
        LoopGuard.Gentle => new LoopBreaker(new LoopLimit(Math.Clamp(contextLength / 4, StrictTokens, GentleTokens), 8)),
        LoopGuard.Strict => new LoopBreaker(new LoopLimit(StrictTokens, 8)),
        _ => null,
    };

    /// <summary>Takes note of one more token.</summary>
    /// <param name="answer">All tokens of the answer so far.</param>
    public void Observe(ReadOnlySpan<TokenId> answer)
    {
        if (Avoided is not null && answer.Length - _lastLoopAt >= AvoidedTokens)
            Avoided = null;
        if (answer.Length % Stride == 0)
            Look(answer);
    }

    private void Look(ReadOnlySpan<TokenId> answer)
    {
        if (answer.Length - _lastLoopAt > 4 * _usual.MinTokens)
            _breaks = 0;
        var isAlert = _breaks > 0;
        if (_detector.FindPeriod(isAlert ? answer[_lastLoopAt..] : answer, isAlert ? _alert : _usual) is not { } period)
            return;
        _breaks++;
        _lastLoopAt = answer.Length;
        Avoided = answer[^period];
    }
}
