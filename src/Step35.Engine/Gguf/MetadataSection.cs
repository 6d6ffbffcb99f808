namespace Step35.Engine.Gguf;

/// <summary>Reads the key-value section of a header.</summary>
internal static class MetadataSection
{
    /// <summary>llama.cpp compares every key with every other: far more keys than any model has would stall it.</summary>
    private const int MaxKeys = 16_384;

    /// <summary>A key of one byte with its length, a type and a value of one byte.</summary>
    private const int MinimumEntryBytes = 14;

    public static GgufMetadata Read(HeaderStream header, ulong count)
    {
        if (count > MaxKeys || (long)count > (header.Length - header.Position) / MinimumEntryBytes)
            throw header.Fail($"the header claims {count:N0} metadata keys; it is damaged or cut off, download it again.");

        var values = new OrderedDictionary<string, GgufValue>((int)count, StringComparer.Ordinal);
        for (var i = 0; i < (int)count; i++)
        {
            var key = ReadKey(header, i);
            if (!values.TryAdd(key, ReadValue(header, key)))
                throw header.Fail($"the metadata key '{key}' stands twice; the file is damaged, download it again.");
        }

        return new GgufMetadata(values);
    }

    private static string ReadKey(HeaderStream header, int index)
    {
        var key = header.ReadString($"the name of metadata key {index}");
        return key.Length > 0 && !key.Contains('\0', StringComparison.Ordinal)
            ? key
            : throw header.Fail($"the name of metadata key {index} is empty or holds a zero byte; the file is damaged, download it again.");
    }

    private static GgufValue ReadValue(HeaderStream header, string key)
    {
        var type = (GgufValueType)header.ReadUInt32();
        return type == GgufValueType.Array ? ReadArray(header, key) : new GgufValue(type, ReadScalar(header, key, type));
    }

    private static object ReadScalar(HeaderStream header, string key, GgufValueType type) => type switch
    {
        GgufValueType.UInt8 => header.ReadByte(),
        GgufValueType.Int8 => (sbyte)header.ReadByte(),
        GgufValueType.UInt16 => header.ReadUInt16(),
        GgufValueType.Int16 => (short)header.ReadUInt16(),
        GgufValueType.UInt32 => header.ReadUInt32(),
        GgufValueType.Int32 => (int)header.ReadUInt32(),
        GgufValueType.Float32 => BitConverter.UInt32BitsToSingle(header.ReadUInt32()),
        GgufValueType.Bool => header.ReadByte() != 0,
        GgufValueType.String => header.ReadString($"the metadata key '{key}'"),
        GgufValueType.UInt64 => header.ReadUInt64(),
        GgufValueType.Int64 => (long)header.ReadUInt64(),
        GgufValueType.Float64 => BitConverter.UInt64BitsToDouble(header.ReadUInt64()),
        _ => throw UnknownType(header, key, type),
    };

    private static GgufValue ReadArray(HeaderStream header, string key)
    {
        var what = $"the metadata key '{key}'";
        var type = (GgufValueType)header.ReadUInt32();
        return type switch
        {
            GgufValueType.UInt8 => GgufValue.ArrayOf(type, header.ReadArray<byte>(what)),
            GgufValueType.Int8 => GgufValue.ArrayOf(type, header.ReadArray<sbyte>(what)),
            GgufValueType.UInt16 => GgufValue.ArrayOf(type, header.ReadArray<ushort>(what)),
            GgufValueType.Int16 => GgufValue.ArrayOf(type, header.ReadArray<short>(what)),
            GgufValueType.UInt32 => GgufValue.ArrayOf(type, header.ReadArray<uint>(what)),
            GgufValueType.Int32 => GgufValue.ArrayOf(type, header.ReadArray<int>(what)),
            GgufValueType.Float32 => GgufValue.ArrayOf(type, header.ReadArray<float>(what)),
            GgufValueType.Bool => GgufValue.ArrayOf(type, Array.ConvertAll(header.ReadArray<byte>(what), bit => bit != 0)),
            GgufValueType.String => GgufValue.ArrayOf(header.ReadStrings(what)),
            GgufValueType.UInt64 => GgufValue.ArrayOf(type, header.ReadArray<ulong>(what)),
            GgufValueType.Int64 => GgufValue.ArrayOf(type, header.ReadArray<long>(what)),
            GgufValueType.Float64 => GgufValue.ArrayOf(type, header.ReadArray<double>(what)),
            _ => throw UnknownType(header, key, type),
        };
    }

    private static GgufException UnknownType(HeaderStream header, string key, GgufValueType type) => header.Fail(
        type == GgufValueType.Array
            ? $"the metadata key '{key}' holds arrays of arrays, which llama.cpp cannot read; convert the model again."
            : $"the metadata key '{key}' has the unknown type {(uint)type}; the file is damaged, download it again.");
}
