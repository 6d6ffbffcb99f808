using System.Text.RegularExpressions;
using Step35.Engine.Gguf;

namespace Step35.Engine.Model;

/// <summary>Tells from a file's name which model it belongs to, and which shard of it it is.</summary>
internal static partial class ModelName
{
    public const string Extension = ".gguf";

    /// <summary>Gets the file's name without extension and without the shard number of a split file.</summary>
    public static string FromPath(string path) => ShardNumber().Replace(Path.GetFileNameWithoutExtension(path), string.Empty);

    /// <summary>Gets the path of the first shard, beside whichever was given; of a file that is no shard, its own.</summary>
    public static string FirstShard(string path) => ShardNumber().Match(Path.GetFileNameWithoutExtension(path)) is { Success: true } number
        ? SplitSet.NameShard(path[..^(number.Length + Extension.Length)], 0, int.Parse(number.Groups["count"].ValueSpan))
        : path;

    /// <summary>Gets how many files the model of this one has.</summary>
    public static int CountShards(string path) =>
        ShardNumber().Match(Path.GetFileNameWithoutExtension(path)) is { Success: true } number ? int.Parse(number.Groups["count"].ValueSpan) : 1;

    [GeneratedRegex(@"-\d{5}-of-(?<count>\d{5})$")]
    private static partial Regex ShardNumber();
}
