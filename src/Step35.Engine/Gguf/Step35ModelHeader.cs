using Step35.Native;

namespace Step35.Engine.Gguf;

/// <summary>What a Step-3.5 model file holds: its kind, its dimensions, its layers and its vocabulary.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. What passes here has every key and tensor that llama.cpp asks for, each with the
/// type and shape that it asserts, so that loading the file cannot end the process.
/// </remarks>
public sealed record Step35ModelHeader
{
    /// <summary>Gets which parts of the model the file holds.</summary>
    public required Step35ModelKind Kind { get; init; }

    /// <summary>Gets the model's name, or null when the file has none.</summary>
    public required string? Name { get; init; }

    /// <summary>Gets the layers that the metadata describes, the MTP layers last, whether the file holds them or not.</summary>
    public required IReadOnlyList<Step35Layer> Layers { get; init; }

    /// <summary>Gets how many layers the model proper has, MTP layers left out.</summary>
    public required int TrunkLayerCount { get; init; }

    /// <summary>Gets how many MTP layers the file holds.</summary>
    public required int MtpLayerCount { get; init; }

    /// <summary>Gets how many tokens the model was trained to look back over.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Gets the length of a hidden row.</summary>
    public required int EmbeddingLength { get; init; }

    /// <summary>Gets the inner length of a dense feed-forward part.</summary>
    public required int FeedForwardLength { get; init; }

    /// <summary>Gets the length of one key head.</summary>
    public required int KeyLength { get; init; }

    /// <summary>Gets the length of one value head.</summary>
    public required int ValueLength { get; init; }

    /// <summary>Gets how many tokens a layer with a sliding window looks back over.</summary>
    public required int SlidingWindow { get; init; }

    /// <summary>Gets the term that keeps RMS norms from dividing by zero.</summary>
    public required float RmsEpsilon { get; init; }

    /// <summary>Gets the settings of the rotary position embedding.</summary>
    public required Step35Rope Rope { get; init; }

    /// <summary>Gets the expert settings.</summary>
    public required Step35Experts Experts { get; init; }

    /// <summary>Gets what the file says about its tokens.</summary>
    public required Step35Vocabulary Vocabulary { get; init; }

    /// <summary>Refuses a context that is longer than the model was trained for.</summary>
    /// <param name="length">The tokens that one conversation shall hold.</param>
    /// <exception cref="ContextCreationException">It is longer.</exception>
    public void RequireContext(int length)
    {
        if (length > ContextLength)
            throw new ContextCreationException(
                $"ContextLength is {length:N0}, but the model was trained for {ContextLength:N0} tokens. Lower it to that.");
    }

    /// <summary>Reads and checks the description of a Step-3.5 model.</summary>
    /// <param name="file">The opened file.</param>
    /// <returns>The model's description.</returns>
    /// <exception cref="GgufException">The file holds another model, or one that llama.cpp could not run.</exception>
    public static Step35ModelHeader Read(GgufFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Step35HeaderReader.Read(file);
    }
}
