using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace Step35.Cli.Chatting;

/// <summary>The time of day in the cities after which the system names its time zones.</summary>
internal sealed class CityClock(TimeProvider time)
{
    /// <summary>Makes the function that a model can call.</summary>
    public AIFunction ToFunction() => AIFunctionFactory.Create(GetTime, "get_time");

    [Description("Gets the current time in a city.")]
    public string GetTime([Description("The city name.")] string city)
    {
        var ending = "/" + city.Trim().Replace(' ', '_');
        var zone = TimeZoneInfo.GetSystemTimeZones().FirstOrDefault(zone => zone.Id.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return zone is null
            ? $"No time zone is named after {city}."
            : TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).ToString("HH:mm", CultureInfo.InvariantCulture);
    }
}
