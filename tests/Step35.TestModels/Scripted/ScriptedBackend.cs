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
    private readonly Dictionary<SequenceId, List<TokenId>> _cache = [];
    private readonly List<SequenceId?> _outputs = [];
    private readonly ConcurrentQueue<GenerationRequest> _requests = [];
    private int _samplers;

    /// <summary>Makes a backend whose next token depends on the sequence alone.</summary>
    public ScriptedBackend(Func<IReadOnlyList<TokenId>, TokenId> next)
        : this((_, sequence) => next(sequence))
    {
    }

    public int SequenceLength { get; init; } = 4096;

    public int SequenceCount { get; init; } = 1;

    public int MaxBatchTokens { get; init; } = 512;

    /// <summary>Gets what runs before each step, on the scheduler's thread.</summary>
    public Action<DecoderBatch>? BeforeDecode { get; init; }

    /// <summary>Gets the requests that were admitted, in order.</summary>
    public IReadOnlyCollection<GenerationRequest> Requests => _requests;

    public int LiveSamplers => _samplers;

    public int CachedTokens => _cache.Values.Sum(tokens => tokens.Count);

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
        foreach (var row in batch.Rows)
        {
            if (!_cache.TryGetValue(row.Sequence, out var tokens))
                _cache[row.Sequence] = tokens = [];
            if (row.Position != tokens.Count)
                throw new InvalidOperationException($"Position {row.Position} follows {tokens.Count} cached tokens.");
            if (tokens.Count >= SequenceLength)
                throw new InvalidOperationException("The sequence is full.");
            tokens.Add(row.Token);
            _outputs.Add(row.WantsOutput ? row.Sequence : null);
        }
    }

    public ITokenSampler CreateSampler(GenerationRequest request)
    {
        _samplers++;
        _requests.Enqueue(request);
        return new Sampler(this, request);
    }

    public void Remove(SequenceId sequence) => _cache.Remove(sequence);

    public void Dispose() => IsDisposed = true;

    private sealed class Sampler(ScriptedBackend backend, GenerationRequest request) : ITokenSampler
    {
        public void Accept(TokenId token)
        {
        }

        public TokenId Sample(int row) => backend.Next(request, row);

        public void Dispose() => backend._samplers--;
    }

    private TokenId Next(GenerationRequest request, int row) =>
        next(request, _cache[_outputs[row] ?? throw new InvalidOperationException($"Row {row} has no output.")]);
}
