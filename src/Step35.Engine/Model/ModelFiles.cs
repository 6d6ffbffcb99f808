using System.Text.RegularExpressions;

namespace Step35.Engine.Model;

/// <summary>The files of one model among many, recognised by their names.</summary>
/// <param name="Name">The model's name: that of its files, without extension and shard number.</param>
/// <param name="Paths">Its files that are there, in order.</param>
internal sealed partial record ModelFiles(string Name, IReadOnlyList<string> Paths)
{
    // Vision encoders lie beside the models that they belong to and are none themselves.
    private const string VisionEncoder = "mmproj";

    /// <summary>Gets a value indicating whether none of its shards is missing.</summary>
    public bool IsComplete => Paths.Count == ModelName.CountShards(Paths[0]);

    /// <summary>Gets the quantisation that the model's name holds, or null where it holds none.</summary>
    public string? Quantisation => QuantisationWord().Matches(Name) is { Count: > 0 } words ? words[^1].Value : null;

    /// <summary>Sorts the model files among some paths into models.</summary>
    public static IReadOnlyList<ModelFiles> Group(IEnumerable<string> paths) =>
    [
        .. paths
            .Where(path => path.EndsWith(ModelName.Extension, StringComparison.OrdinalIgnoreCase))
            .Where(path => !Path.GetFileName(path).StartsWith(VisionEncoder, StringComparison.OrdinalIgnoreCase))
            .GroupBy(ModelName.FirstShard)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ModelFiles(ModelName.FromPath(group.Key), [.. group.Order(StringComparer.Ordinal)])),
    ];

    /// <summary>Tells whether the model's name holds a quantisation, in whatever case.</summary>
    /// <param name="quantisation">For example <c>Q4_K_S</c>; null matches every model.</param>
    public bool Matches(string? quantisation)
    {
        if (quantisation is null)
            return true;
        var start = Name.LastIndexOf(quantisation, StringComparison.OrdinalIgnoreCase);
        var end = start + quantisation.Length;
        return start >= 0 && (start == 0 || !IsWord(Name[start - 1])) && (end == Name.Length || !IsWord(Name[end]));
    }

    // An underscore joins: Q4_K is not a part of Q4_K_S.
    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';

    [GeneratedRegex(@"(?<![A-Za-z0-9_])((UD-)?(I?Q|TQ)[1-8]_?\w*|BF16|F16|F32|MXFP4\w*|NVFP4\w*)(?![A-Za-z0-9_])", RegexOptions.IgnoreCase)]
    private static partial Regex QuantisationWord();
}
