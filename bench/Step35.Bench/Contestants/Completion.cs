using System.Diagnostics;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Contestants;

/// <summary>An answer, timed by whoever gave it and by whoever asked.</summary>
internal sealed record Completion
{
    public required CompletionRequest Request { get; init; }

    public required IReadOnlyList<TokenId> Answer { get; init; }

    /// <summary>Gets the timestamp of asking.</summary>
    public required long Start { get; init; }

    /// <summary>Gets the timestamps at which the caller saw each token.</summary>
    public required IReadOnlyList<long> Arrivals { get; init; }

    /// <summary>Gets the time from the start to the first token, as counted by whoever answered.</summary>
    public required TimeSpan ReadingTime { get; init; }

    /// <summary>Gets the time from the first token to the last, as counted by whoever answered.</summary>
    public required TimeSpan WritingTime { get; init; }

    /// <summary>Gets how the tokens that were guessed ahead fared, as counted by whoever answered.</summary>
    public DraftCount Drafts { get; init; }

    public TimeSpan SeenReadingTime => Stopwatch.GetElapsedTime(Start, Arrivals[0]);

    public TimeSpan SeenWritingTime => Stopwatch.GetElapsedTime(Arrivals[0], Arrivals[^1]);
}
