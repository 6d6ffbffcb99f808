using System.Text.RegularExpressions;
using Step35.Engine.Gguf;

namespace Step35.Engine.Model;

/// <summary>Tells from a file's name which model it belongs to, and which shard of it it is.</summary>
internal static partial class ModelName
{
    public const string Extension = ".gguf";

    /// <summary>Gets the file's name without extension and without the shard number of a split file.</summary>
    public static string FromPath(string path) => Ending().Replace(Path.GetFileName(path), string.Empty);

    /// <summary>Gets the path of the first shard, beside whichever was given; of a file that is no shard, its own.</summary>
    public static string FirstShard(string path) => ShardEnding().Match(path) is { Success: true } ending
        ? SplitSet.NameShard(path[..ending.Index], 0, int.Parse(ending.Groups["count"].ValueSpan))
        : path;

    /// <summary>Gets how many files the model of this one has.</summary>
    public static int CountShards(string path) =>
        ShardEnding().Match(path) is { Success: true } ending ? int.Parse(ending.Groups["count"].ValueSpan) : 1;

    // Shards have this one spelling; the native core finds no other.
    [GeneratedRegex(@"-[0-9]{5}-of-(?<count>[0-9]{5})\.gguf\z")]
    private static partial Regex ShardEnding();

    // A name may hold dots of its own, as that of a version does.
    [GeneratedRegex(@"(-[0-9]{5}-of-[0-9]{5}\.gguf|\.(?i:gguf))\z")]
    private static partial Regex Ending();
}
