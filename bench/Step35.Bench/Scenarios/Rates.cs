using System.Diagnostics;
using Step35.Bench.Contestants;

namespace Step35.Bench.Scenarios;

/// <summary>Reads speeds off answers.</summary>
internal static class Rates
{
    public const string TokensPerSecond = "tok/s";

    /// <summary>Gets the speed of one answer after its first token.</summary>
    public static double Writing(Completion completion, Clock clock) => Writing([completion], clock);

    /// <summary>Gets the speed of answers that were written one after the other, each after its first token.</summary>
    public static double Writing(IReadOnlyList<Completion> completions, Clock clock) =>
        completions.Sum(one => one.Answer.Count - 1) / completions.Sum(one => (clock == Clock.Own ? one.WritingTime : one.SeenWritingTime).TotalSeconds);

    /// <summary>Gets the speed at which a prompt was read.</summary>
    public static double Reading(Completion completion, Clock clock) =>
        completion.Request.Prompt.Count / ReadingTime(completion, clock).TotalSeconds;

    public static TimeSpan ReadingTime(Completion completion, Clock clock) =>
        clock == Clock.Own ? completion.ReadingTime : completion.SeenReadingTime;

    /// <summary>Gets how many tokens of all answers together came in a second, from the first question to the last token.</summary>
    public static double Total(IReadOnlyList<Completion> completions, Clock clock)
    {
        var seen = Stopwatch.GetElapsedTime(completions.Min(one => one.Start), completions.Max(one => one.Arrivals[^1]));
        var time = clock == Clock.Own ? completions.Max(one => one.ReadingTime + one.WritingTime) : seen;
        return completions.Sum(one => one.Answer.Count) / time.TotalSeconds;
    }
}
