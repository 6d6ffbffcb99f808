using Step35.Engine.Drafting;

namespace Step35.Engine.Telemetry;

/// <summary>The tags of measurements of drafts, made once.</summary>
internal sealed class DraftTags(KeyValuePair<string, object?>[] engineTags)
{
    private static readonly string[] SourceNames = ["prompt_lookup", "mtp"];

    private readonly KeyValuePair<string, object?>[][] _bySource =
        [.. SourceNames.Select(name => (KeyValuePair<string, object?>[])[.. engineTags, new(AttributeNames.DraftSource, name)])];

    private readonly Dictionary<(DraftSource, int), KeyValuePair<string, object?>[]> _byPosition = [];

    public KeyValuePair<string, object?>[] Of(DraftSource source) => _bySource[(int)source];

    /// <summary>Gets the tags of one place in a draft, which for the heads is the number of the head.</summary>
    public KeyValuePair<string, object?>[] Of(DraftSource source, int index) =>
        _byPosition.TryGetValue((source, index), out var tags)
            ? tags
            : _byPosition[(source, index)] = [.. Of(source), new(AttributeNames.DraftPosition, index + 1)];
}
