using System.Diagnostics.CodeAnalysis;

namespace Step35.Engine.Gguf;

/// <summary>Reads single settings from the metadata; an error names the key and what was expected.</summary>
internal sealed class Hyperparameters(GgufFile file)
{
    /// <summary>Above any dimension of a model, and small enough that products of two stay far from overflow.</summary>
    public const int MaxDimension = 1 << 24;

    /// <summary>llama.cpp keeps per-layer settings in arrays of this length.</summary>
    public const int MaxLayers = 512;

    public int Int(string key, int minimum, int maximum, int? whenAbsent = null)
    {
        if (!TryGet(key, whenAbsent.HasValue, out var value))
            return whenAbsent.GetValueOrDefault();
        if (!value.TryGet<uint>(out var number))
            throw WrongType(key, "an unsigned 32-bit number");
        return CheckInt(key, number, minimum, maximum);
    }

    public float Float(string key, float minimum, float maximum, float? whenAbsent = null)
    {
        if (!TryGet(key, whenAbsent.HasValue, out var value))
            return whenAbsent.GetValueOrDefault();
        if (!value.TryGet<float>(out var number))
            throw WrongType(key, "a 32-bit float");
        return CheckFloat(key, number, minimum, maximum);
    }

    public string Text(string key)
    {
        TryGet(key, optional: false, out var value);
        return value!.TryGet<string>(out var text) ? text : throw WrongType(key, "a text");
    }

    /// <summary>Reads one number for each layer, given as an array or once for all.</summary>
    public int[] IntPerLayer(string key, int layers, int minimum, int maximum)
    {
        TryGet(key, optional: false, out var value);
        if (value!.Type != GgufValueType.Array)
            return [.. Enumerable.Repeat(Int(key, minimum, maximum), layers)];
        CheckLength(key, value, layers);
        return Array.ConvertAll(Numbers(key, value), number => CheckInt(key, number, minimum, maximum));
    }

    /// <summary>Reads one limit for each layer, given as an array or once for all; none when absent.</summary>
    public float[] FloatPerLayer(string key, int layers, float minimum, float maximum)
    {
        if (!TryGet(key, optional: true, out var value) || value.Type != GgufValueType.Array)
            return [.. Enumerable.Repeat(Float(key, minimum, maximum, whenAbsent: 0), layers)];
        if (!value.TryGetArray<float>(out var numbers))
            throw WrongType(key, "an array of 32-bit floats");
        CheckLength(key, value, layers);
        return Array.ConvertAll(numbers.ToArray(), number => CheckFloat(key, number, minimum, maximum));
    }

    /// <summary>Reads one yes or no for each layer; more than there are layers are let pass, as llama.cpp does.</summary>
    public bool[] Pattern(string key, int layers)
    {
        TryGet(key, optional: false, out var value);
        var pattern = value!.TryGetArray<bool>(out var bits)
            ? bits.ToArray()
            : Array.ConvertAll(Numbers(key, value), number => number != 0);
        return pattern.Length >= layers && pattern.Length <= MaxLayers
            ? pattern[..layers]
            : throw Fail($"'{key}' has {pattern.Length} entries for {layers} layers; convert the model again.");
    }

    /// <summary>Refuses a setting that the model's graph does not have.</summary>
    public void RequireIfPresent<T>(string key, string expected, Predicate<T> holds)
    {
        if (TryGet(key, optional: true, out var value) && !(value.TryGet<T>(out var found) && holds(found)))
            throw WrongType(key, expected);
    }

    /// <summary>Refuses a number that says otherwise than the one it repeats.</summary>
    public void RequireNumberIfPresent(string key, int expected) =>
        RequireIfPresent<uint>(key, $"{expected}", number => number == expected);

    public GgufException Fail(string message) => new(file.Path, message);

    private bool TryGet(string key, bool optional, [MaybeNullWhen(false)] out GgufValue value) =>
        file.Metadata.TryGetValue(key, out value) || (optional ? false : throw Fail($"the metadata key '{key}' is missing; "
            + "convert the model again."));

    private long[] Numbers(string key, GgufValue value)
    {
        if (value.TryGetArray<uint>(out var unsigned))
            return Array.ConvertAll(unsigned.ToArray(), number => (long)number);
        if (value.TryGetArray<int>(out var signed))
            return Array.ConvertAll(signed.ToArray(), number => (long)number);
        throw WrongType(key, "an array of 32-bit numbers");
    }

    private void CheckLength(string key, GgufValue value, int layers)
    {
        if (value.Count != layers)
            throw Fail($"'{key}' has {value.Count} entries for {layers} layers; convert the model again.");
    }

    private int CheckInt(string key, long number, int minimum, int maximum) => number >= minimum && number <= maximum
        ? (int)number
        : throw Fail($"'{key}' is {number:N0} and must be between {minimum:N0} and {maximum:N0}; convert the model again.");

    private float CheckFloat(string key, float number, float minimum, float maximum) => number >= minimum && number <= maximum
        ? number
        : throw Fail($"'{key}' is {number} and must be between {minimum} and {maximum}; convert the model again.");

    private GgufException WrongType(string key, string expected) => Fail($"'{key}' is not {expected}; convert the model again.");
}
