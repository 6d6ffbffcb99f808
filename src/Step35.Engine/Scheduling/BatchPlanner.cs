using Step35.Engine.Decoding;

namespace Step35.Engine.Scheduling;

/// <summary>Shares the rows of a step out: every sequence that writes gets its own, prompts share the rest.</summary>
/// <remarks>
/// While some write, each prompt gets a slice only, so that a long one does not hold up the others; all together get the whole step, since
/// several short prompts are read faster side by side. Where the rows do not suffice, the prompt that was admitted first gets half of them, so
/// that none starves, and the shortest goes before the longer ones. Source of the slices: "chunked prefills" in Agrawal et al.,
/// "Sarathi-Serve", OSDI 2024.
/// </remarks>
/// <param name="prefillSliceTokens">The rows that a prompt gets beside answers.</param>
/// <param name="microBatchTokens">The rows that the core computes at once.</param>
internal sealed class BatchPlanner(int prefillSliceTokens, int microBatchTokens)
{
    private readonly List<RunningSequence> _readers = [];

    /// <summary>Fills a batch with the next tokens of all sequences.</summary>
    /// <param name="running">The sequences in the order of their ids, which must be the order of their rows.</param>
    /// <param name="batch">The batch; empty.</param>
    public void Plan(IReadOnlyList<RunningSequence> running, DecoderBatch batch)
    {
        var (writers, rows) = (0, 0);
        _readers.Clear();
        for (var index = 0; index < running.Count; index++)
        {
            var sequence = running[index];
            if (sequence.IsReadingPrompt)
            {
                _readers.Add(sequence);
                continue;
            }

            var granted = sequence.GrantNextTokens();
            rows += granted;
            writers += Math.Sign(granted);
        }

        ShareOut(batch.Capacity - rows, writers == 0 ? LonePrompt.RowsOf(batch.Capacity) : prefillSliceTokens);
        LayOut(running, batch);
    }

    // The core computes as many rows of each sequence together as the one with the fewest has, of those whose ids follow each other. Its
    // hidden rows come out in that order, so the batch is laid out in it.
    private void LayOut(IReadOnlyList<RunningSequence> running, DecoderBatch batch)
    {
        while (FindGroup(running) is { Count: > 0 } group)
            for (var index = group.First; index < group.First + group.Count; index++)
                running[index].AddTo(batch, group.Rows);
    }

    private (int First, int Count, int Rows) FindGroup(IReadOnlyList<RunningSequence> running)
    {
        var (first, count, rows) = (0, 0, int.MaxValue);
        for (var index = 0; index < running.Count; index++)
        {
            var sequence = running[index];
            if (sequence.GrantedRows == 0)
                continue;
            if (count == 0)
                first = index;
            else if (index > first + count || sequence.Resident.Id.Value != running[index - 1].Resident.Id.Value + 1)
                break;
            count++;
            rows = Math.Min(rows, sequence.GrantedRows);
        }

        return (first, count, Math.Min(rows, Math.Max(1, microBatchTokens / Math.Max(1, count))));
    }

    private void ShareOut(int rows, int slice)
    {
        _readers.Sort(static (one, other) => one.Admission.CompareTo(other.Admission));
        if (_readers.Count > 1)
            rows -= _readers[0].GrantRows(Math.Min(slice, (rows + 1) / 2));
        _readers.Sort(static (one, other) => one.UncomputedTokens.CompareTo(other.UncomputedTokens));
        foreach (var reader in _readers)
            rows -= reader.GrantRows(Math.Min(rows, slice - reader.GrantedRows));
    }
}
