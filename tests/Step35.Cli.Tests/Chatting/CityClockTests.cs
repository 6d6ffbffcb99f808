using Microsoft.Extensions.Time.Testing;
using Step35.Cli.Chatting;

namespace Step35.Cli.Tests.Chatting;

public sealed class CityClockTests
{
    [Theory]
    [InlineData("Oslo", "13:30")]
    [InlineData("new york", "07:30")]
    [InlineData("Atlantis", "No time zone is named after Atlantis.")]
    public void GetTime_City_IsThatOfItsZone(string city, string expected) => Assert.Equal(
        expected, new CityClock(new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 12, 30, 0, TimeSpan.Zero))).GetTime(city));
}
