using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace Step35.Samples.ConsoleAgent;

/// <summary>Weather without a network: made up, but the same on every run.</summary>
internal sealed class WeatherPlugin
{
    private static readonly string[] Conditions = ["sunny", "cloudy", "rainy", "windy", "snowy"];

    [KernelFunction("get_weather")]
    [Description("Gets the current weather for a city.")]
    public static CityWeather GetWeather([Description("The city name.")] string city)
    {
        var number = city.Aggregate(0, (sum, letter) => (sum * 31 + char.ToUpperInvariant(letter)) % 1000);
        return new CityWeather(city, Temperature: number % 35 - 5, Conditions[number % Conditions.Length]);
    }
}
