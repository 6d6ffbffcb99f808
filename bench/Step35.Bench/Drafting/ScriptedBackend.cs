using Step35.Engine.Decoding;
using Step35.Engine.Generation;

namespace Step35.Bench.Drafting;

/// <summary>Runs the model, and gives samplers that follow the script.</summary>
internal sealed class ScriptedBackend(IDecoderBackend inner, TestDevice device) : IDecoderBackend
{
    public int SequenceLength => inner.SequenceLength;

    public int SequenceCount => inner.SequenceCount;

    public int MaxBatchTokens => inner.MaxBatchTokens;

    public int SlidingWindow => inner.SlidingWindow;

    public void Decode(DecoderBatch batch)
    {
        device.Take(batch);
        inner.Decode(batch);
    }

    public void ReadGrammar(GenerationGrammar grammar) => inner.ReadGrammar(grammar);

    public ITokenSampler CreateSampler(GenerationRequest request) =>
        new ScriptedSampler(inner.CreateSampler(request), device, request.Sampling.Seed ?? 0);

    public void Truncate(SequenceId sequence, int length) => inner.Truncate(sequence, length);

    public int GetFirstPosition(SequenceId sequence) => inner.GetFirstPosition(sequence);

    public long GetStateBytes(SequenceId sequence, StateScope scope) => inner.GetStateBytes(sequence, scope);

    public ISequenceState? Save(SequenceId sequence, StateScope scope, long byteCount) => inner.Save(sequence, scope, byteCount);

    public bool TryRestore(SequenceId sequence, ISequenceState state) => inner.TryRestore(sequence, state);

    public ISequenceState ReadState(Stream source, StateScope scope, long byteCount) => inner.ReadState(source, scope, byteCount);

    public void Dispose() => inner.Dispose();
}
