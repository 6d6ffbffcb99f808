namespace Step35.Cli.Inspecting;

/// <summary>What the tensors of one class come to.</summary>
/// <param name="Class">The class.</param>
/// <param name="Tensors">How many there are.</param>
/// <param name="Parameters">How many numbers they hold.</param>
/// <param name="Bytes">How many bytes they take.</param>
/// <param name="Types">The bytes of each way of storing them, the most first.</param>
internal sealed record WeightReport(
    TensorClass Class, int Tensors, long Parameters, long Bytes, IReadOnlyDictionary<string, long> Types)
{
    public double BitsPerParameter => Math.Round(Bytes * 8.0 / Parameters, 2);
}
