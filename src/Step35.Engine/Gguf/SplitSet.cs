namespace Step35.Engine.Gguf;

/// <summary>Finds and checks the files that a split model consists of.</summary>
internal static class SplitSet
{
    public const string NumberKey = "split.no";
    public const string CountKey = "split.count";
    public const string TensorCountKey = "split.tensors.count";

    private const string ArchitectureKey = "general.architecture";

    /// <summary>Names shard <paramref name="index"/> (from zero) the way llama.cpp looks for it.</summary>
    public static string NameShard(string prefix, int index, int count) => $"{prefix}-{index + 1:D5}-of-{count:D5}.gguf";

    public static IReadOnlyList<ShardContent> Read(string path)
    {
        var first = ShardReader.Read(path, 0);
        var count = ReadNumber(first, CountKey, whenAbsent: 1);
        if (count <= 1)
            return [first];

        var prefix = RequireFirst(first, count);
        RequireComplete(path, prefix, count);
        var shards = new ShardContent[count];
        shards[0] = first;
        for (var i = 1; i < count; i++)
            shards[i] = ReadNext(first, NameShard(prefix, i, count), i, count);
        RequireTensorCount(shards);
        return shards;
    }

    private static string RequireFirst(ShardContent first, int count)
    {
        var path = first.Shard.Path;
        var number = ReadNumber(first, NumberKey, whenAbsent: -1);
        var suffix = NameShard(string.Empty, Math.Max(number, 0), count);
        if (number < 0 || number >= count)
            throw new GgufException(path, $"'{NumberKey}' is {number} in a model of {count} files; "
                + "the file is damaged, download it again.");
        if (!path.EndsWith(suffix, StringComparison.Ordinal))
            throw new GgufException(path, $"the file is number {number + 1} of {count} and its name must end in '{suffix}'; "
                + "give it its name back.");
        var prefix = path[..^suffix.Length];
        return number == 0
            ? prefix
            : throw new GgufException(path, $"this is file {number + 1} of {count}; "
                + $"give the first one, '{Path.GetFileName(NameShard(prefix, 0, count))}'.");
    }

    private static void RequireComplete(string path, string prefix, int count)
    {
        var missing = Enumerable.Range(0, count).Select(i => NameShard(prefix, i, count)).Where(shard => !File.Exists(shard))
            .Select(Path.GetFileName).ToArray();
        if (missing.Length > 0)
        {
            var shown = string.Join(", ", missing.Take(5)) + (missing.Length > 5 ? ", ..." : string.Empty);
            throw new GgufException(path, $"{missing.Length} of the model's {count} files are missing ({shown}); "
                + "download them into the same folder.");
        }
    }

    private static ShardContent ReadNext(ShardContent first, string path, int index, int count)
    {
        var shard = ShardReader.Read(path, index);
        var (number, total) = (ReadNumber(shard, NumberKey, whenAbsent: -1), ReadNumber(shard, CountKey, whenAbsent: -1));
        if (number != index || total != count)
            throw new GgufException(path, $"the file says it is number {number + 1} of {total} where {index + 1} of {count} was "
                + "expected; download it again.");
        if (shard.Metadata.TryGetString(ArchitectureKey, out var own)
            && first.Metadata.TryGetString(ArchitectureKey, out var architecture) && own != architecture)
            throw new GgufException(path, $"the file belongs to a model of the architecture '{own}', the first one to "
                + $"'{architecture}'; download it again.");
        return shard;
    }

    private static void RequireTensorCount(ShardContent[] shards)
    {
        var path = shards[0].Shard.Path;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in shards.SelectMany(shard => shard.Tensors))
        {
            if (!names.Add(tensor.Name))
                throw new GgufException(shards[tensor.ShardIndex].Shard.Path, $"the tensor '{tensor.Name}' also stands in another "
                    + "file of the model; the files belong to different models, download them again.");
        }

        if (!shards[0].Metadata.TryGetValue(TensorCountKey, out var value) || !value.TryGet<int>(out var expected))
            throw new GgufException(path, $"'{TensorCountKey}' is missing or not a signed 32-bit number; split the model again.");
        if (expected != names.Count)
            throw new GgufException(path, $"the model's files hold {names.Count} tensors instead of {expected}; "
                + "they belong to different models, download them again.");
    }

    private static int ReadNumber(ShardContent shard, string key, int whenAbsent)
    {
        if (!shard.Metadata.TryGetValue(key, out var value))
            return whenAbsent;
        return value.TryGet<ushort>(out var number)
            ? number
            : throw new GgufException(shard.Shard.Path, $"'{key}' is not an unsigned 16-bit number; split the model again.");
    }
}
