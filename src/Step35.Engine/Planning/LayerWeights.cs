using Step35.Engine.Gguf;

namespace Step35.Engine.Planning;

/// <summary>The weights of one layer, by what they are for.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Bytes">The bytes of each class that it has.</param>
internal sealed record LayerWeights(Step35Layer Layer, IReadOnlyDictionary<MemoryClass, long> Bytes)
{
    public long RoutedBytes => Bytes.GetValueOrDefault(MemoryClass.RoutedExperts);

    public long TotalBytes => Bytes.Values.Sum();
}
