using System.Globalization;
using Step35.Engine.Gguf;
using Step35.Engine.Model;
using Step35.Engine.Sessions;

namespace Step35.Bench.Drafting;

/// <summary>What the speeds in a file of trials depend on besides the case, by name.</summary>
internal sealed record TrialConditions(IReadOnlyDictionary<string, string> Conditions)
{
    private const int IdentityBytes = 8;

    public static TrialConditions Of(AdaptiveSettings settings)
    {
        var conditions = settings.ModelPaths.ToDictionary(path => $"model {Path.GetFileNameWithoutExtension(path)}", Identify);
        conditions["threads"] = settings.Threads.ToString(CultureInfo.InvariantCulture);
        conditions["tokens"] = AdaptiveSettings.DescribeLengths();
        return new(conditions);
    }

    /// <summary>Tells where this differs from what another run has; empty where nothing does.</summary>
    public string DescribeDifferences(TrialConditions other) => string.Join("; ",
        from name in Conditions.Keys.Union(other.Conditions.Keys).Order(StringComparer.Ordinal)
        let values = (Own: Conditions.GetValueOrDefault(name, "none"), Other: other.Conditions.GetValueOrDefault(name, "none"))
        where values.Own != values.Other
        select $"{name}: {values.Own} there, {values.Other} here");

    private static string Identify(string path) =>
        Convert.ToHexStringLower(ModelIdentity.Compute(GgufFile.Open(ModelReference.Resolve(path)), layout: "").AsSpan(0, IdentityBytes));
}
