using Step35.Engine.Tokenization;

namespace Step35.Engine.ModelTests.Soak;

/// <summary>What the callers of a soak share.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Fresh">The reference.</param>
/// <param name="Ledger">The account of all requests.</param>
/// <param name="Prompts">What is asked.</param>
/// <param name="Stalls">How many callers may stall at once.</param>
/// <param name="Seed">What decides the chances.</param>
/// <param name="Deadline">Ends everything when something hangs.</param>
internal sealed record SoakSetting(
    Step35Engine Engine,
    FreshAnswers Fresh,
    SoakLedger Ledger,
    IReadOnlyList<SoakPrompt> Prompts,
    SemaphoreSlim Stalls,
    int Seed,
    CancellationToken Deadline)
{
    /// <summary>The longest answer: longer than what the engine writes ahead of a caller that does not read.</summary>
    public const int AnswerTokens = 90;

    /// <summary>Gets the prompt whose answer is the longest: for callers who stop reading.</summary>
    public SoakPrompt LongestAnswered { get; } = Prompts.MaxBy(prompt => Fresh.Answer(prompt.Tokens).Length)!;

    public TokenId EndOfTurn { get; } = Fresh.Tokenizer.FindSpecial("<|im_end|>") ?? throw new InvalidOperationException("No end of turn.");
}
