using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Drafting;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>An admitted request: what of it is computed, what is planned, and what comes out.</summary>
/// <remarks>
/// Belongs to the scheduler's thread. Invariant: computed &lt;= planned &lt;= number of tokens and drafted ones, where computed tokens are in
/// the KV cache and planned ones are in the batch of the step in flight. It stops at each checkpoint for one step, or goes back to it.
/// </remarks>
internal sealed class RunningSequence : IDisposable
{
    private readonly ITokenSampler _sampler;
    private readonly TokenChooser _chooser;
    private readonly IVocabulary _vocabulary;
    private readonly TokenTextDecoder _text;
    private readonly StopSequenceMatcher _stops;
    private readonly List<int> _checkpoints;
    private readonly GenerationClock _clock;
    private readonly int _cachedTokens;
    private readonly int _maxLength;
    private readonly TimeProvider _time;
    private readonly List<int> _outputRows = [];
    private readonly List<GenerationUpdate> _updates = [];
    private int _planned;
    private int _draftedTokens;
    private int _acceptedTokens;
    private long? _pausedSince;

    public RunningSequence(PendingGeneration pending, ResidentSequence resident, IDecoderBackend backend, SequenceSetting setting)
    {
        var request = pending.Request;
        Pending = pending;
        Resident = resident;
        Admission = setting.Admission;
        Draft = setting.Draft;
        _time = setting.Time;
        _vocabulary = setting.Vocabulary;
        _cachedTokens = _planned = resident.Length;
        _maxLength = backend.SequenceLength;
        _checkpoints = new List<int>(setting.TakesCheckpoints && !FitsIn(backend.SlidingWindow)
            ? CheckpointPlan.Choose(pending.Prompt.Length, request.BranchPoints, resident.Length, resident.Checkpoints.LastLength)
            : []);
        _text = new TokenTextDecoder(_vocabulary, request.VisibleSpecialTokens.Contains);
        _stops = new StopSequenceMatcher(request.StopSequences);
        _clock = new GenerationClock(_time, pending.PostedAt);
        _sampler = backend.CreateSampler(request);
        _chooser = new TokenChooser(_sampler, request, _maxLength);
        AcceptPromptTail(request.Sampling);
    }

    public PendingGeneration Pending { get; }

    public ResidentSequence Resident { get; }

    /// <summary>Gets the number of the admission: lower ones came first.</summary>
    public long Admission { get; }

    /// <summary>Gets what is guessed of the coming tokens.</summary>
    public Draft Draft { get; }

    public bool IsFinished { get; private set; }

    /// <summary>Gets what went wrong with this sequence alone, or null.</summary>
    public Exception? Error { get; private set; }

    public bool IsReadingPrompt => Resident.Length < Pending.Prompt.Length;

    /// <summary>Gets how many tokens are to be computed: of the prompt, and the first of the answer where it is written already.</summary>
    public int UncomputedTokens => Resident.Tokens.Length - Resident.Length;

    /// <summary>Gets a value indicating whether the step in flight holds rows of this sequence.</summary>
    public bool IsPlanned => _planned > Resident.Length;

    /// <summary>Gets a value indicating whether the caller keeps up, as of the step's beginning.</summary>
    /// <remarks>A caller may catch up at any moment; drafting and planning must not see two answers.</remarks>
    public bool IsReady { get; private set; } = true;

    /// <summary>Gets how many tokens may come after the next one.</summary>
    public int DraftRoom => Math.Min((Pending.Request.MaxTokens ?? int.MaxValue) - GeneratedTokens, _maxLength - Resident.Tokens.Length) - 1;

    /// <summary>Gets the rows of the coming step that are granted and not in its batch yet.</summary>
    public int GrantedRows { get; private set; }

    private int GeneratedTokens => Resident.Tokens.Length - Pending.Prompt.Length;

    /// <summary>Grants rows to the token that was written last and to those that are guessed, unless the caller does not keep up.</summary>
    /// <returns>The rows granted.</returns>
    public int GrantNextTokens() => GrantedRows = IsReady ? 1 + Draft.Count : 0;

    /// <summary>Grants rows to the prompt's next tokens, at most those up to the next stop.</summary>
    /// <returns>The rows granted.</returns>
    public int GrantRows(int atMost)
    {
        var uncomputed = UncomputedTokens - GrantedRows;
        var rows = Math.Min(atMost, FindStop(comesToEnd: atMost >= uncomputed) - Resident.Length - GrantedRows);
        GrantedRows += rows;
        return rows;
    }

    /// <summary>Adds the first of the granted rows to a batch.</summary>
    public void AddTo(DecoderBatch batch, int rows)
    {
        var tokens = Resident.Tokens;
        for (var end = _planned + rows; _planned < end; _planned++)
        {
            var token = _planned < tokens.Length ? tokens[_planned] : Draft.Tokens[_planned - tokens.Length];
            var wantsOutput = _planned >= tokens.Length - 1;
            var row = batch.Add(token, _planned, Resident.Id, wantsOutput);
            if (wantsOutput)
                _outputRows.Add(row);
        }

        GrantedRows -= rows;
    }

    /// <summary>Takes the longest checkpoint that the sequence has come to or passed; null when there is none.</summary>
    /// <remarks>The longest first: so the sequence goes back past several at once, and reads what follows them only once more.</remarks>
    public int? TakeReachedCheckpoint()
    {
        var found = _checkpoints.BinarySearch(Resident.Length);
        var index = found < 0 ? ~found - 1 : found;
        if (index < 0)
            return null;
        var length = _checkpoints[index];
        _checkpoints.RemoveAt(index);
        return length;
    }

    /// <summary>Makes the sequence as long as a checkpoint that it has reached.</summary>
    /// <returns>False when the sliding layers know too little of what lies before it.</returns>
    public bool TryStandAt(int length)
    {
        if (!Resident.TryCut(length))
            return false;
        _planned = length;
        return true;
    }

    /// <summary>Takes note that the step was run, and chooses the next tokens if the step held this sequence's newest one.</summary>
    /// <returns>How many tokens were chosen.</returns>
    public int Accept()
    {
        var known = Math.Min(_planned, Resident.Tokens.Length);
        try
        {
            return SampleRows();
        }
#pragma warning disable CA1031 // An error of one sequence must not touch the others; the scheduler releases this one.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Error = error;
            return 0;
        }
        finally
        {
            Resident.Settle(_planned, known + Draft.Accepted);
            _planned = Resident.Length;
        }
    }

    /// <summary>Looks whether the caller keeps up, and how long it has not.</summary>
    public TimeSpan MeasurePause()
    {
        IsReady = !Pending.IsBufferFull;
        _pausedSince = IsReady ? null : _pausedSince ?? _time.GetTimestamp();
        return _pausedSince is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero;
    }

    /// <summary>Hands the updates of the last step to the caller.</summary>
    /// <returns>Whether the answer begins with them.</returns>
    public bool Publish()
    {
        var begins = _updates.Count > 0 && _updates.Count == GeneratedTokens;
        foreach (var update in _updates)
            Pending.Publish(update);
        _updates.Clear();
        return begins;
    }

    public void Dispose() => _sampler.Dispose();

    // The sliding layers hold all of what is no longer than their window, so it goes back to anywhere by itself.
    private bool FitsIn(int slidingWindow) => (Pending.Request.MaxTokens ?? int.MaxValue) <= slidingWindow - Pending.Prompt.Length;

    private int FindStop(bool comesToEnd) =>
        _checkpoints is [var length, ..] && !(comesToEnd && CheckpointPlan.MayPass(length, Pending.Prompt.Length)) ? length : Resident.Tokens.Length;

    // The penalties look at the prompt's last tokens too, as in llama.cpp.
    private void AcceptPromptTail(SamplingOptions sampling)
    {
        if (!sampling.HasPenalties)
            return;
        foreach (var token in Pending.Prompt.AsSpan()[^Math.Min(sampling.RepetitionWindowTokens, Pending.Prompt.Length)..])
            _sampler.Accept(token);
    }

    // A row is as good as computed alone while the tokens before it are those that were guessed.
    private int SampleRows()
    {
        _draftedTokens += Draft.Count;
        var isRight = true;
        for (var index = 0; index < _outputRows.Count && isRight && !IsFinished; index++)
        {
            var token = _chooser.Choose(_outputRows[index]);
            isRight = Draft.TryAccept(token);
            _acceptedTokens += isRight ? 1 : 0;
            Resident.Append(token);
            _clock.MarkToken();
            var update = Advance(token) with { Likelihood = _chooser.Measure(_outputRows[index], token) };
            IsFinished = update.Summary is not null;
            _updates.Add(update);
        }

        _outputRows.Clear();
        return _updates.Count;
    }

    private GenerationUpdate Advance(TokenId token)
    {
        if (_vocabulary.IsEndOfGeneration(token) || Pending.Request.StopTokens.Contains(token))
            return Finish(token, FinishReason.EndOfTurn, string.Empty);

        var text = _stops.Push(_text.Push(token));
        _chooser.Observe(Resident.Tokens[Pending.Prompt.Length..], _text.IsInCharacter);
        if (_stops.IsMatched)
            return new GenerationUpdate(token, text, Summarize(FinishReason.StopSequence));
        if (_chooser.IsStuck)
            return Finish(token, FinishReason.Loop, text);
        if (GeneratedTokens >= Pending.Request.MaxTokens)
            return Finish(token, FinishReason.MaxTokens, text);
        if (Resident.Tokens.Length >= _maxLength)
            return Finish(token, FinishReason.ContextFull, text);
        return new GenerationUpdate(token, text, Summary: null);
    }

    private GenerationUpdate Finish(TokenId token, FinishReason reason, string text)
    {
        text += _stops.Push(_text.Flush());
        if (_stops.IsMatched)
            reason = FinishReason.StopSequence;
        return new GenerationUpdate(token, text + _stops.Flush(), Summarize(reason));
    }

    private GenerationSummary Summarize(FinishReason reason) => new()
    {
        FinishReason = reason,
        PromptTokens = Pending.Prompt.Length,
        CachedTokens = _cachedTokens,
        GeneratedTokens = GeneratedTokens,
        DraftedTokens = _draftedTokens,
        AcceptedDraftTokens = _acceptedTokens,
        Seed = Pending.Request.Sampling.Seed ?? 0,
        QueueTime = _clock.QueueTime,
        PrefillTime = _clock.PrefillTime,
        DecodeTime = _clock.DecodeTime,
    };
}
