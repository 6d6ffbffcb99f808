namespace Step35.Plugins.Clock;

/// <summary>Finds the time zones of cities: those that zones are named after, and large ones beside them.</summary>
internal static class CityZones
{
    private static readonly Dictionary<string, string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Barcelona"] = "Europe/Madrid", ["Beijing"] = "Asia/Shanghai", ["Boston"] = "America/New_York", ["Cologne"] = "Europe/Berlin",
        ["Delhi"] = "Asia/Kolkata", ["Frankfurt"] = "Europe/Berlin", ["Geneva"] = "Europe/Zurich", ["Hamburg"] = "Europe/Berlin",
        ["Houston"] = "America/Chicago", ["Kyoto"] = "Asia/Tokyo", ["Las Vegas"] = "America/Los_Angeles", ["Manchester"] = "Europe/London",
        ["Miami"] = "America/New_York", ["Milan"] = "Europe/Rome", ["Montreal"] = "America/Toronto", ["Mumbai"] = "Asia/Kolkata",
        ["Munich"] = "Europe/Berlin", ["Osaka"] = "Asia/Tokyo", ["Rio de Janeiro"] = "America/Sao_Paulo",
        ["San Francisco"] = "America/Los_Angeles", ["Seattle"] = "America/Los_Angeles", ["Washington"] = "America/New_York",
    };

    private static readonly Lazy<Dictionary<string, string>> Named = new(ReadNamed);

    /// <summary>Finds the zone of a city, or the zone of that name; null where there is none.</summary>
    public static TimeZoneInfo? Find(string city)
    {
        var name = city.Trim();
        var id = Others.GetValueOrDefault(name) ?? Named.Value.GetValueOrDefault(name) ?? name;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
    }

    private static Dictionary<string, string> ReadNamed()
    {
        var zones = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.Id.Contains('/', StringComparison.Ordinal)))
            zones.TryAdd(zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' '), zone.Id);
        return zones;
    }
}
