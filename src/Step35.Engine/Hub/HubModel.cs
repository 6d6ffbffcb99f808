using System.Text.RegularExpressions;
using Step35.Engine.Model;

namespace Step35.Engine.Hub;

/// <summary>Names a model on a Hugging Face hub.</summary>
/// <param name="Repository">The repository, as <c>OWNER/NAME</c>.</param>
/// <param name="Quantisation">Which of its models, for example <c>Q4_K_S</c>; null where it holds one only.</param>
internal sealed partial record HubModel(string Repository, string? Quantisation)
{
    private const string Scheme = "hf:";

    /// <summary>Tells whether a model reference means a hub rather than a path.</summary>
    public static bool IsReference(string reference) => reference.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>Reads <c>OWNER/NAME[:QUANTISATION]</c>, with or without the scheme in front.</summary>
    /// <exception cref="ModelNotFoundException">The text names no repository.</exception>
    public static HubModel Parse(string text) => Pattern().Match(text) is { Success: true } match
        ? new HubModel(match.Groups["repository"].Value, match.Groups["quantisation"] is { Success: true } quantisation ? quantisation.Value : null)
        : throw new ModelNotFoundException(text, $"'{text}' names no repository; write OWNER/NAME, or OWNER/NAME:Q4_K_S for one of its models.");

    /// <inheritdoc/>
    public override string ToString() => Quantisation is null ? Repository : $"{Repository}:{Quantisation}";

    [GeneratedRegex(@"^(hf:)?(?<repository>[\w.-]+/[\w.-]+)(:(?<quantisation>[\w.-]+))?$")]
    private static partial Regex Pattern();
}
