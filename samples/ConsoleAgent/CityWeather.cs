using System.Text.Json.Serialization;

namespace Step35.Samples.ConsoleAgent;

internal sealed record CityWeather(
    [property: JsonPropertyName("city")] string City,
    [property: JsonPropertyName("temperature")] int Temperature,
    [property: JsonPropertyName("condition")] string Condition)
{
    public override string ToString() => $"{City}: {Temperature} degrees, {Condition}";
}
