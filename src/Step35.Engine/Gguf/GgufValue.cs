using System.Diagnostics.CodeAnalysis;

namespace Step35.Engine.Gguf;

/// <summary>One metadata value with the type it has in the file.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class GgufValue
{
    internal GgufValue(GgufValueType type, object data)
    {
        Type = type;
        Data = data;
    }

    private GgufValue(GgufValueType elementType, object array, int count)
        : this(GgufValueType.Array, array)
    {
        ElementType = elementType;
        Count = count;
    }

    /// <summary>Gets the type of the value.</summary>
    public GgufValueType Type { get; }

    /// <summary>Gets the type of an array's elements, or null when the value is not an array.</summary>
    public GgufValueType? ElementType { get; }

    /// <summary>Gets the number of elements.</summary>
    /// <value>1 unless the value is an array.</value>
    public int Count { get; } = 1;

    /// <summary>Gets the boxed number or boolean, the string, the typed array or the <see cref="GgufStringArray"/>.</summary>
    internal object Data { get; }

    /// <summary>Gets the value when it is exactly of the asked type; nothing is converted.</summary>
    /// <typeparam name="T">A number type, <see cref="bool"/>, <see cref="string"/> or <see cref="GgufStringArray"/>.</typeparam>
    /// <param name="value">The value, when the type fits.</param>
    /// <returns>True when the type fits.</returns>
    public bool TryGet<T>([MaybeNullWhen(false)] out T value)
    {
        if (Data is T typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Gets the elements of an array of numbers or booleans when they are exactly of the asked type.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="elements">The elements, when the type fits.</param>
    /// <returns>True when the type fits.</returns>
    public bool TryGetArray<T>(out ReadOnlyMemory<T> elements)
        where T : unmanaged
    {
        // The type is compared exactly: the runtime would let int[] pass for uint[].
        var fits = Data.GetType() == typeof(T[]);
        elements = fits ? (T[])Data : default;
        return fits;
    }

    internal static GgufValue ArrayOf<T>(GgufValueType elementType, T[] elements)
        where T : unmanaged => new(elementType, elements, elements.Length);

    internal static GgufValue ArrayOf(GgufStringArray texts) => new(GgufValueType.String, texts, texts.Count);
}
