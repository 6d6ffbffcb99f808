using Step35.Engine.Generation;

namespace Step35.Engine.Decoding;

/// <summary>What runs the model: the native core, or a script in tests.</summary>
/// <remarks>Owned and called by one thread, the scheduler's.</remarks>
internal interface IDecoderBackend : IDisposable
{
    /// <summary>Gets how many tokens one sequence can hold.</summary>
    int SequenceLength { get; }

    /// <summary>Gets how many sequences run side by side.</summary>
    int SequenceCount { get; }

    /// <summary>Gets how many tokens one step takes.</summary>
    int MaxBatchTokens { get; }

    /// <summary>Runs the model over a batch and adds its tokens to their sequences.</summary>
    /// <exception cref="DecodeFailedException">The native core reported an error; the batch's sequences must be removed.</exception>
    void Decode(DecoderBatch batch);

    /// <summary>Makes a sampler for one request.</summary>
    ITokenSampler CreateSampler(GenerationRequest request);

    /// <summary>Removes a sequence's tokens from the KV cache.</summary>
    void Remove(SequenceId sequence);
}
