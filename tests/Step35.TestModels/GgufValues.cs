using System.Text;
using Step35.Engine.Gguf;

namespace Step35.TestModels;

/// <summary>Makes metadata values from plain ones.</summary>
public static class GgufValues
{
    private static readonly Dictionary<Type, GgufValueType> Types = new()
    {
        [typeof(byte)] = GgufValueType.UInt8,
        [typeof(sbyte)] = GgufValueType.Int8,
        [typeof(ushort)] = GgufValueType.UInt16,
        [typeof(short)] = GgufValueType.Int16,
        [typeof(uint)] = GgufValueType.UInt32,
        [typeof(int)] = GgufValueType.Int32,
        [typeof(float)] = GgufValueType.Float32,
        [typeof(bool)] = GgufValueType.Bool,
        [typeof(string)] = GgufValueType.String,
        [typeof(ulong)] = GgufValueType.UInt64,
        [typeof(long)] = GgufValueType.Int64,
        [typeof(double)] = GgufValueType.Float64,
    };

    public static GgufValue Of<T>(T value)
        where T : notnull => new(Types[typeof(T)], value);

    public static GgufValue OfArray<T>(params T[] elements)
        where T : unmanaged => GgufValue.ArrayOf(Types[typeof(T)], elements);

    public static GgufValue OfStrings(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var ends = new int[texts.Count];
        using var utf8 = new MemoryStream();
        for (var i = 0; i < ends.Length; i++)
        {
            utf8.Write(Encoding.UTF8.GetBytes(texts[i]));
            ends[i] = (int)utf8.Length;
        }

        return GgufValue.ArrayOf(new GgufStringArray(utf8.ToArray(), ends));
    }
}
