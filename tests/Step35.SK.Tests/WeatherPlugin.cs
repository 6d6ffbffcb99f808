using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

/// <summary>The plugin that every test offers.</summary>
public sealed class WeatherPlugin
{
    public IList<string> Cities { get; } = [];

    [KernelFunction("get_weather")]
    [Description("Gets the current weather for a city.")]
    public WeatherReport GetWeather([Description("The city name.")] string city)
    {
        Cities.Add(city);
        return new WeatherReport(city, 7, "rainy");
    }
}
