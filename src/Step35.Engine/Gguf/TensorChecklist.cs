namespace Step35.Engine.Gguf;

/// <summary>Ticks off the tensors that the model's graph uses, and refuses those that no one asked for.</summary>
internal sealed class TensorChecklist(GgufFile file)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public bool Has(string name) => file.TryGetTensor(name, out _);

    /// <summary>A matrix that inputs are multiplied with; some quantizations add scales to it.</summary>
    public void Weight(string name, params ReadOnlySpan<long> shape)
    {
        Matrix(name, shape);
        var stem = name[..^"weight".Length];
        var scales = shape.Length == 3 ? shape[2] : 1;
        OptionalVector(stem + "scale", scales);
        OptionalVector(stem + "input_scale", scales);
    }

    public void OptionalWeight(string name, params ReadOnlySpan<long> shape)
    {
        if (Has(name))
            Weight(name, shape);
    }

    /// <summary>A matrix without scales: embeddings and routers.</summary>
    public void Matrix(string name, params ReadOnlySpan<long> shape)
    {
        var type = Require(name, shape).Type;
        if (type is GgmlType.I8 or GgmlType.I16 or GgmlType.I32 or GgmlType.I64 or GgmlType.F64 or GgmlType.Q8_1 or GgmlType.Q8_K)
            throw Fail($"the tensor '{name}' has the type {type}, which weights cannot have; convert the model again.");
    }

    public void OptionalMatrix(string name, params ReadOnlySpan<long> shape)
    {
        if (Has(name))
            Matrix(name, shape);
    }

    /// <summary>A row that is added or multiplied element by element, which ggml does in 32-bit floats only.</summary>
    public void Vector(string name, long length)
    {
        var type = Require(name, [length]).Type;
        if (type != GgmlType.F32)
            throw Fail($"the tensor '{name}' has the type {type} instead of F32; convert the model again.");
    }

    public void OptionalVector(string name, long length)
    {
        if (Has(name))
            Vector(name, length);
    }

    public void RequireNoOthers()
    {
        var other = file.Tensors.FirstOrDefault(tensor => !_known.Contains(tensor.Name));
        if (other is not null)
            throw Fail($"the tensor '{other.Name}' has no place in a Step-3.5 model of these dimensions; "
                + "use a file made for llama.cpp 0.5.0.");
    }

    private GgufTensor Require(string name, ReadOnlySpan<long> shape)
    {
        if (!file.TryGetTensor(name, out var tensor))
            throw Fail($"the tensor '{name}' is missing; download the file again or use another one of the model.");
        if (!SameShape(tensor.Shape, shape))
            throw Fail($"the tensor '{name}' has the shape [{string.Join(", ", tensor.Shape)}] "
                + $"where its metadata asks for [{string.Join(", ", shape.ToArray())}]; convert the model again.");
        _known.Add(name);
        return tensor;
    }

    private static bool SameShape(IReadOnlyList<long> found, ReadOnlySpan<long> expected)
    {
        for (var i = 0; i < Math.Max(found.Count, expected.Length); i++)
        {
            if ((i < found.Count ? found[i] : 1) != (i < expected.Length ? expected[i] : 1))
                return false;
        }

        return true;
    }

    private GgufException Fail(string message) => new(file.Path, message);
}
