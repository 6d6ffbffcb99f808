using System.Diagnostics;
using Step35.Engine.Drafting;

namespace Step35.Bench.Drafting;

/// <summary>Does the heads' work and has the script's guesses made.</summary>
internal sealed class ScriptedHeads(IDraftPredictor inner, TestDevice device) : IDraftPredictor
{
    public int MaxTokens => inner.MaxTokens;

    public void Predict(ReadOnlySpan<Draft> drafts)
    {
        var start = Stopwatch.GetTimestamp();
        inner.Predict(drafts);
        device.Steps.AddDrafting(Stopwatch.GetElapsedTime(start));
        foreach (var draft in drafts)
            Replace(draft);
    }

    private void Replace(Draft draft)
    {
        var count = draft.Count;
        draft.Restart(draft.Source, draft.Limit);
        for (var index = 0; index < count; index++)
            draft.Add(device.Guess(draft.Sequence, draft.Known.Length + index));
    }
}
