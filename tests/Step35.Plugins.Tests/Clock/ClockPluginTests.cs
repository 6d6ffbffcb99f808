using Microsoft.Extensions.Time.Testing;
using Step35.Plugins.Clock;

namespace Step35.Plugins.Tests.Clock;

public class ClockPluginTests
{
    private readonly ClockPlugin _clock = new(new FakeTimeProvider(new(2026, 7, 1, 22, 30, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("Oslo", "00:30", "2026-07-02")]
    [InlineData(" oslo ", "00:30", "2026-07-02")]
    [InlineData("New York", "18:30", "2026-07-01")]
    [InlineData("San Francisco", "15:30", "2026-07-01")]
    [InlineData("Europe/Oslo", "00:30", "2026-07-02")]
    [InlineData("UTC", "22:30", "2026-07-01")]
    public void GetTime_City_IsItsLocalTime(string city, string time, string date) =>
        Assert.StartsWith($$"""{"time": "{{time}}", "date": "{{date}}", "weekday": """, _clock.GetTime(city), StringComparison.Ordinal);

    [Theory]
    [InlineData("Atlantis")]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    public void GetTime_UnknownCity_SaysSo(string city) => Assert.StartsWith("Error: ", _clock.GetTime(city), StringComparison.Ordinal);
}
