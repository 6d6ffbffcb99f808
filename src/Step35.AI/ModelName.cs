using System.Text.RegularExpressions;

namespace Step35.AI;

/// <summary>Names a model by its file.</summary>
internal static partial class ModelName
{
    /// <summary>Gets the file's name without extension and without the shard number of a split file.</summary>
    public static string FromPath(string path) => ShardNumber().Replace(Path.GetFileNameWithoutExtension(path), string.Empty);

    [GeneratedRegex(@"-\d{5}-of-\d{5}$")]
    private static partial Regex ShardNumber();
}
