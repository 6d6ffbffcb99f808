using System.ComponentModel;
using System.Globalization;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;

namespace Step35.Plugins.Clock;

/// <summary>Tells a model the time.</summary>
/// <param name="time">The clock; null takes the system's.</param>
[Permission(Permissions.None)]
public sealed class ClockPlugin(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Gets the current time in a city.</summary>
    /// <param name="city">The city, or a time zone such as <c>Europe/Oslo</c> or <c>UTC</c>.</param>
    /// <returns>The time and date as JSON.</returns>
    [KernelFunction("get_time")]
    [Description("Gets the current time in a city.")]
    public string GetTime([Description("The city name.")] string city) => ToolAnswer.Of(() =>
    {
        var zone = CityZones.Find(city) ?? throw new ToolException("that city is not known; ask for its time zone, such as Europe/Oslo or UTC.");
        var now = TimeZoneInfo.ConvertTime(_time.GetUtcNow(), zone);
        return now.ToString($$"""'{"time": "'HH:mm'", "date": "'yyyy-MM-dd'", "weekday": "'dddd'"}'""", CultureInfo.InvariantCulture);
    });
}
