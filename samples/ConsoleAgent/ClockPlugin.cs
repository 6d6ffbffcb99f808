using System.ComponentModel;
using System.Globalization;
using Microsoft.SemanticKernel;

namespace Step35.Samples.ConsoleAgent;

/// <summary>The time of day in cities of several time zones.</summary>
internal sealed class ClockPlugin
{
    private static readonly Dictionary<string, string> TimeZones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Berlin"] = "Europe/Berlin",
        ["London"] = "Europe/London",
        ["New York"] = "America/New_York",
        ["Oslo"] = "Europe/Oslo",
        ["Paris"] = "Europe/Paris",
        ["Sydney"] = "Australia/Sydney",
        ["Tokyo"] = "Asia/Tokyo",
    };

    [KernelFunction("get_time")]
    [Description("Gets the current time in a city.")]
    public static string GetTime([Description("The city name.")] string city)
    {
        if (!TimeZones.TryGetValue(city, out var zone))
            return $"No clock for {city}; known are {string.Join(", ", TimeZones.Keys)}.";
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone));
        return now.ToString("HH:mm", CultureInfo.InvariantCulture);
    }
}
