using System.Text.Json.Serialization;

namespace Step35.SK.Tests;

/// <summary>What the weather plugin answers.</summary>
public sealed record WeatherReport(
    [property: JsonPropertyName("city")] string City,
    [property: JsonPropertyName("temperature")] int Temperature,
    [property: JsonPropertyName("condition")] string Condition);
