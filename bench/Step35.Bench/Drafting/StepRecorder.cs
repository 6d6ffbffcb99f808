using System.Diagnostics;
using Step35.Bench.Scenarios;
using Step35.Engine.Decoding;

namespace Step35.Bench.Drafting;

/// <summary>Takes down the steps of a trial in which all sequences write, by the clock of the thread that runs them.</summary>
/// <remarks>
/// A caller sees tokens when it gets a processor, which is late where compute threads hold them all. Belongs to the scheduler's thread
/// while anything runs.
/// </remarks>
/// <param name="sequences">How many sequences write.</param>
internal sealed class StepRecorder(int sequences)
{
    private readonly List<RecordedStep> _steps = [];
    private TimeSpan _drafting;

    /// <summary>Gets how many tokens were written between the beginnings of the first and the last step.</summary>
    public int Tokens => _steps[^1].Position - _steps[0].Position;

    /// <summary>Gets how long that took.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_steps[0].Start, _steps[^1].Start);

    /// <summary>Gets what processor time the process used meanwhile.</summary>
    public TimeSpan ProcessorTime => _steps[^1].ProcessorTime - _steps[0].ProcessorTime;

    /// <summary>Takes note of what was drafted before the coming step.</summary>
    public void AddDrafting(TimeSpan elapsed) => _drafting += elapsed;

    /// <summary>Takes note that a step begins.</summary>
    public void BeginStep(ReadOnlySpan<DecoderBatchRow> rows)
    {
        var (writing, position, longest, length) = (0, 0, 0, 0);
        for (var index = 0; index < rows.Length; index++)
        {
            var isNewest = index == 0 || rows[index].Sequence != rows[index - 1].Sequence;
            writing += rows[index].WantsOutput && isNewest ? 1 : 0;
            position += isNewest ? rows[index].Position : 0;
            length = isNewest ? 0 : length + 1;
            longest = Math.Max(longest, length);
        }

        if (writing == sequences)
            _steps.Add(new RecordedStep(longest, position, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, _drafting));
        _drafting = TimeSpan.Zero;
    }

    /// <summary>Sums up the steps by what they drafted.</summary>
    /// <exception cref="BenchException">There are too few to measure anything.</exception>
    public IReadOnlyList<LengthUse> Sum()
    {
        if (_steps.Count < 2 || Tokens == 0)
            throw new BenchException("One answer ended before another began; nothing was measured.");
        // A step's own drafting came before its beginning, that of the next one before its end.
        var times = _steps.Zip(_steps.Skip(1), (step, next) =>
            (step.Drafted, step.Drafting, Step: Stopwatch.GetElapsedTime(step.Start, next.Start) - next.Drafting));
        return
        [
            .. times.GroupBy(time => time.Drafted).OrderBy(group => group.Key).Select(group => new LengthUse(
                group.Key,
                group.Count(),
                group.Sum(time => (time.Step + time.Drafting).TotalSeconds),
                Statistics.Median(group.Select(time => time.Step.TotalMilliseconds)),
                Statistics.Median(group.Select(time => time.Drafting.TotalMilliseconds)))),
        ];
    }
}
