using System.Diagnostics;
using System.Runtime.InteropServices;
using Step35.Bench.Scenarios;
using Step35.Engine.Decoding;
using Step35.Engine.Drafting;

namespace Step35.Bench.Drafting;

/// <summary>What steps that verify drafts have taken, and drafting itself, by the sequences that took part and the tokens drafted for each.</summary>
/// <remarks>Belongs to the scheduler's thread while anything runs.</remarks>
internal sealed class StepCosts
{
    // Of fewer samples a median says little.
    private const int LeastSamples = 8;

    private readonly Dictionary<(int Sequences, int Drafted), List<double>> _steps = [];
    private readonly Dictionary<(int Sequences, int Drafted), List<double>> _drafting = [];
    private (int Sequences, int Drafted)? _size;
    private long _start;
    private long _end;

    /// <summary>Takes note that a step begins.</summary>
    public void BeginStep(ReadOnlySpan<DecoderBatchRow> rows)
    {
        EndStep();
        _size = Measure(rows);
        _start = _end = Stopwatch.GetTimestamp();
    }

    /// <summary>Takes note that the step has come so far as to choose a token.</summary>
    public void MarkStep() => _end = Stopwatch.GetTimestamp();

    public void AddDrafting(ReadOnlySpan<Draft> drafts, TimeSpan elapsed)
    {
        if (drafts[0].Count > 0)
            Add(_drafting, (drafts.Length, drafts[0].Count), elapsed);
    }

    /// <summary>Gets the median costs, while nothing runs, of steps of so many sequences.</summary>
    public IReadOnlyList<CostRow> Report(int sequences)
    {
        EndStep();
        return
        [
            .. _steps
                .Where(step => step.Key.Sequences == sequences && step.Value.Count >= LeastSamples)
                .OrderBy(step => step.Key.Drafted)
                .Select(step => new CostRow(sequences, step.Key.Drafted, Statistics.Median(step.Value), MeasureDrafting(step.Key))),
        ];
    }

    private double MeasureDrafting((int Sequences, int Drafted) size) => _drafting.TryGetValue(size, out var times) ? Statistics.Median(times) : 0;

    private void EndStep()
    {
        if (_size is { } size && _end > _start)
            Add(_steps, size, Stopwatch.GetElapsedTime(_start, _end));
        _size = null;
    }

    /// <summary>Measures a batch; null if it also reads prompts, or if its sequences have drafts of different lengths.</summary>
    private static (int Sequences, int Drafted)? Measure(ReadOnlySpan<DecoderBatchRow> rows)
    {
        var rowsOf = new Dictionary<SequenceId, int>();
        foreach (var row in rows)
        {
            if (!row.WantsOutput)
                return null;
            CollectionsMarshal.GetValueRefOrAddDefault(rowsOf, row.Sequence, out _)++;
        }

        var lengths = rowsOf.Values.Distinct().ToList();
        return lengths.Count == 1 ? (rowsOf.Count, lengths[0] - 1) : null;
    }

    private static void Add(Dictionary<(int Sequences, int Drafted), List<double>> costs, (int Sequences, int Drafted) size, TimeSpan elapsed)
    {
        ref var times = ref CollectionsMarshal.GetValueRefOrAddDefault(costs, size, out _);
        (times ??= []).Add(elapsed.TotalMilliseconds);
    }
}
