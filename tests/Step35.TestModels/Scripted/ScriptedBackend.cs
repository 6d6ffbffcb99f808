using System.Collections.Concurrent;
using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.TestModels.Scripted;

/// <summary>
/// A decoder whose next token is a function of the request and its sequence; it checks every rule that the native one relies on.
/// </summary>
internal sealed class ScriptedBackend(Func<GenerationRequest, IReadOnlyList<TokenId>, TokenId> next) : IDecoderBackend
{
    private readonly Dictionary<SequenceId, ScriptedSequence> _cache = [];
    private readonly List<(SequenceId Sequence, int Length)?> _outputs = [];
    private readonly ConcurrentQueue<GenerationRequest> _requests = [];
    private int _samplers;
    private int _states;

    /// <summary>Makes a backend whose next token depends on the sequence alone.</summary>
    public ScriptedBackend(Func<IReadOnlyList<TokenId>, TokenId> next)
        : this((_, sequence) => next(sequence))
    {
    }

    public int SequenceLength { get; init; } = 4096;

    public int SequenceCount { get; init; } = 1;

    public int MaxBatchTokens { get; init; } = 1024;

    public int SlidingWindow { get; init; } = 8;

    /// <summary>Gets what is chosen in place of a token that is to be avoided; null when there is no other choice.</summary>
    public TokenId? SecondChoice { get; init; }

    /// <summary>Gets the chance that rules how much sliding layers overwrite; null overwrites a few steps late.</summary>
    public Random? Forgetfulness { get; init; }

    /// <summary>Gets a value indicating whether sliding layers overwrite within a step, too.</summary>
    public bool ForgetsWithinSteps { get; init; }

    /// <summary>Gets a value indicating whether states can be restored.</summary>
    public bool RefusesStates { get; set; }

    /// <summary>Gets what runs before each step, on the scheduler's thread.</summary>
    public Action<DecoderBatch>? BeforeDecode { get; init; }

    /// <summary>Gets what runs before a state is measured, on the scheduler's thread.</summary>
    public Action? BeforeSave { get; init; }

    /// <summary>Gets the requests that were admitted, in order.</summary>
    public IReadOnlyCollection<GenerationRequest> Requests => _requests;

    public int LiveSamplers => _samplers;

    /// <summary>Gets how many saved states nobody has let go.</summary>
    public int LiveStates => _states;

    /// <summary>Gets how many rows were computed.</summary>
    public int ComputedRows { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Makes a backend that answers every prompt with the same text and then ends the turn.</summary>
    public static ScriptedBackend Answering(int promptTokens, string answer)
    {
        var tokens = ByteVocabulary.Parse(answer + "<|im_end|>");
        return new ScriptedBackend(sequence => tokens[sequence.Count - promptTokens]);
    }

    public void Decode(DecoderBatch batch)
    {
        BeforeDecode?.Invoke(batch);
        _outputs.Clear();
        ComputedRows += batch.Count;
        foreach (var id in batch.Rows.ToArray().Select(row => row.Sequence).Distinct())
            Find(id).Forget();
        foreach (var row in batch.Rows)
        {
            var sequence = Find(row.Sequence);
            if (sequence.Tokens.Count >= SequenceLength)
                throw new InvalidOperationException("The sequence is full.");
            if (ForgetsWithinSteps)
                sequence.Forget();
            sequence.Add(row.Token, row.Position);
            _outputs.Add(row.WantsOutput ? (row.Sequence, sequence.Tokens.Count) : null);
        }
    }

    // Scripts write what they will; what grammars allow is tested on the native core.
    public void ReadGrammar(GenerationGrammar grammar)
    {
    }

    public ITokenSampler CreateSampler(GenerationRequest request)
    {
        _samplers++;
        _requests.Enqueue(request);
        return new Sampler(this, request);
    }

    public void Truncate(SequenceId sequence, int length) => Find(sequence).Truncate(length);

    public int GetFirstPosition(SequenceId sequence) => Find(sequence).FirstPosition;

    public long GetStateBytes(SequenceId sequence, StateScope scope)
    {
        BeforeSave?.Invoke();
        return Capture(sequence, scope).ByteCount;
    }

    public ISequenceState? Save(SequenceId sequence, StateScope scope, long byteCount)
    {
        CountStates(1);
        return Capture(sequence, scope);
    }

    public bool TryRestore(SequenceId sequence, ISequenceState state)
    {
        var scripted = (ScriptedState)state;
        if (scripted.IsDisposed)
            throw new InvalidOperationException("The state was let go.");
        if (!RefusesStates)
            Find(sequence).Restore(scripted);
        return !RefusesStates;
    }

    public ISequenceState ReadState(Stream source, StateScope scope, long byteCount) => ScriptedState.Read(source, CountStates);

    public void Dispose() => IsDisposed = true;

    private sealed class Sampler(ScriptedBackend backend, GenerationRequest request) : ITokenSampler
    {
        private TokenId? _avoided;

        public void Accept(TokenId token)
        {
        }

        public void Take(TokenId token)
        {
        }

        // All but certain of what the script writes.
        public ReadOnlySpan<float> GetLogits(int row)
        {
            var logits = new float[new ByteVocabulary().Count];
            logits[backend.Next(request, row).Value] = 10;
            return logits;
        }

        public void Avoid(int row, TokenId token) => _avoided = token;

        public TokenId Sample(int row)
        {
            var next = backend.Next(request, row);
            var chosen = next == _avoided ? backend.SecondChoice ?? next : next;
            _avoided = null;
            return chosen;
        }

        public void Dispose() => backend._samplers--;
    }

    private TokenId Next(GenerationRequest request, int row)
    {
        var (sequence, length) = _outputs[row] ?? throw new InvalidOperationException($"Row {row} has no output.");
        return next(request, Find(sequence).Tokens.GetRange(0, length));
    }

    private ScriptedSequence Find(SequenceId id) =>
        _cache.TryGetValue(id, out var sequence) ? sequence : _cache[id] = new ScriptedSequence(SlidingWindow, Forgetfulness);

    private ScriptedState Capture(SequenceId id, StateScope scope) =>
        new(scope == StateScope.AllLayers ? [.. Find(id).Tokens] : null, Find(id).Visible, CountStates);

    private void CountStates(int change) => Interlocked.Add(ref _states, change);
}
