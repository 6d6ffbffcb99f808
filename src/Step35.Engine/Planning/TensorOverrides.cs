namespace Step35.Engine.Planning;

/// <summary>Patterns that send tensors to main memory, as llama.cpp's tools take them.</summary>
internal static class TensorOverrides
{
    private const string MainMemory = "CPU";

    /// <summary>The pattern for the routed experts of some layers; none when there are none.</summary>
    public static IReadOnlyList<string> ForExperts(IEnumerable<int> layers)
    {
        var numbers = string.Join('|', layers.Order());
        return numbers.Length == 0 ? [] : [$@"blk\.({numbers})\.ffn_(up|down|gate)_exps\.={MainMemory}"];
    }
}
