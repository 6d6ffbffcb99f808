using System.Runtime.InteropServices;
using Step35.Engine.Caching;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Telemetry;

namespace Step35.Engine.Drafting;

/// <summary>Has the next tokens of all sequences guessed, so that one step can verify several at once.</summary>
/// <remarks>
/// Source: Leviathan et al., "Fast Inference from Transformers via Speculative Decoding", 2023. A guessed token counts only if the
/// request's own sampler chooses it, so what comes out has the sampler's distribution. Belongs to the scheduler's thread.
/// </remarks>
internal sealed class Drafter
{
    private readonly PromptLookupPredictor? _lookup;
    private readonly IDraftPredictor? _heads;
    private readonly EngineTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly int _maxTokens;
    private readonly int? _fixedLength;
    private readonly AdaptiveLength _length;
    private readonly DraftAcceptance _acceptance;
    private readonly DraftCandidate[] _candidates;
    private readonly List<Draft> _drafts = [];
    private readonly List<Draft> _asked = [];
    private bool _readsPrompts;
    private TimeSpan _draftTime;

    public Drafter(EngineParts parts, EngineOptions options, TimeProvider time, EngineTelemetry telemetry)
    {
        (_time, _telemetry) = (time, telemetry);
        _fixedLength = options.DraftTokens;
        _maxTokens = options.MaxDraftTokens;
        _heads = _maxTokens > 0 ? parts.Heads : null;
        _lookup = _maxTokens > 0 && options.PromptLookup ? new PromptLookupPredictor(_maxTokens) : null;
        _length = new AdaptiveLength();
        _acceptance = DraftAcceptance.OfEngine(_maxTokens);
        _candidates = new DraftCandidate[_maxTokens + 1];
    }

    private bool IsOff => _heads is null && _lookup is null;

    public Draft CreateDraft(ResidentSequence sequence, GenerationRequest request) =>
        new(sequence, request.DraftTokens ?? _fixedLength, _acceptance.OfRequest());

    /// <summary>Drafts for all sequences that write.</summary>
    /// <param name="running">The sequences in the order of their ids.</param>
    /// <param name="capacity">The rows of a step.</param>
    public void Draft(IReadOnlyList<RunningSequence> running, int capacity)
    {
        if (IsOff)
            return;
        var start = _time.GetTimestamp();
        Collect(running);
        if (_drafts.Count == 0)
            return;

        // Prompts that are read at the same time keep half of the step, but for one row of each sequence that writes.
        var room = _readsPrompts ? capacity / 2 : capacity;
        var longest = Math.Clamp((room / _drafts.Count) - 1, 0, _maxTokens);
        foreach (var draft in _drafts)
            draft.Cut(longest);
        _lookup?.Predict(CollectionsMarshal.AsSpan(_drafts));
        ChooseSources(longest);
        ChooseLengths(longest);
        AskHeads();
        _draftTime = _time.GetElapsedTime(start);
    }

    /// <summary>Learns how the drafts of the step fared.</summary>
    /// <param name="stepTime">How long the step took after drafting.</param>
    public void Learn(TimeSpan stepTime)
    {
        if (_drafts.Count == 0)
            return;
        var step = new DraftStep { ReadsPrompts = _readsPrompts, HeadDrafts = _asked.Count, DraftTime = _draftTime, StepTime = stepTime };
        foreach (var draft in _drafts)
        {
            step = step.With(draft);
            draft.Learn();
            _telemetry.Drafted(draft);
        }

        _length.Learn(step);
        _telemetry.DraftingDone(_draftTime);
    }

    /// <summary>Forgets the drafts of a step that failed.</summary>
    public void Forget() => _drafts.Clear();

    private void Collect(IReadOnlyList<RunningSequence> running)
    {
        _readsPrompts = false;
        _drafts.Clear();
        for (var index = 0; index < running.Count; index++)
        {
            var sequence = running[index];
            sequence.Draft.Begin(sequence.DraftRoom);
            if (sequence.IsReadingPrompt)
                _readsPrompts = true;
            else if (sequence.IsReady)
                _drafts.Add(sequence.Draft);
        }
    }

    // The heads cost time, a lookup nothing; but sequences with fewer rows than the others hold a step up.
    private void ChooseSources(int longest)
    {
        foreach (var draft in _drafts)
        {
            var headTokens = Math.Min(_heads?.MaxTokens ?? 0, longest);
            var isBetter = draft.Count > 0 && draft.ChanceOf(DraftSource.PromptLookup) >= draft.ChanceOf(DraftSource.Heads);
            if (Math.Min(headTokens, draft.Limit) > draft.Count || (headTokens > 0 && !isBetter))
                draft.LeaveToHeads(headTokens);
            else
                draft.KeepGuess();
        }
    }

    private void ChooseLengths(int longest)
    {
        for (var length = 0; length <= longest; length++)
            _candidates[length] = Consider(length);
        var isFree = _drafts.Exists(static draft => draft.FixedLength is null);
        var chosen = isFree ? _length.Choose(_candidates.AsSpan(0, longest + 1)) : longest;
        foreach (var draft in _drafts)
            draft.Cut(draft.FixedLength ?? chosen);
    }

    // By what each draft could be, not by what there is room for: how an answer ends must not change how the next one begins.
    private DraftCandidate Consider(int length)
    {
        var (rows, headDrafts, expected) = (0, 0, 0.0);
        foreach (var draft in _drafts)
        {
            var tokens = Math.Min(draft.FixedLength ?? length, draft.Reach);
            rows += 1 + tokens;
            headDrafts += tokens > 0 && draft.Source == DraftSource.Heads ? 1 : 0;
            expected += 1 + draft.ExpectAccepted(tokens);
        }

        return new DraftCandidate(_drafts.Count, rows, headDrafts, expected);
    }

    private void AskHeads()
    {
        _asked.Clear();
        foreach (var draft in _drafts)
            if (draft.Source == DraftSource.Heads && draft.Limit > 0)
                _asked.Add(draft);
        if (_asked.Count > 0)
            _heads!.Predict(CollectionsMarshal.AsSpan(_asked));
    }
}
