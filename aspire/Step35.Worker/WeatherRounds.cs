using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.Worker;

/// <summary>Asks for the weather of one city after the other, as an agent in the background would.</summary>
internal sealed partial class WeatherRounds(IChatClient chat, TimeProvider time, ILogger<WeatherRounds> logger) : BackgroundService
{
    private static readonly string[] Cities = ["Oslo", "Paris", "Tokyo", "Sydney"];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly ChatOptions _options = new()
    {
        Temperature = 0,
        Tools = [AIFunctionFactory.Create(GetWeather, "get_weather", "Gets the current weather for a city.")],
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        for (var round = 0; ; round++)
        {
            await AskAsync(Cities[round % Cities.Length], stoppingToken);
            await timer.WaitForNextTickAsync(stoppingToken);
        }
    }

    private async Task AskAsync(string city, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await chat.GetResponseAsync($"What is the weather in {city}?", _options, cancellationToken);
            LogAnswer(city, answer.Text);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailure(error, city);
        }
    }

    private static JsonElement GetWeather([Description("The city name.")] string city) =>
        JsonSerializer.SerializeToElement(new { city, temperature = city.Length + 3, condition = "rainy" });

    [LoggerMessage(1, LogLevel.Information, "{City}: {Answer}")]
    private partial void LogAnswer(string city, string answer);

    [LoggerMessage(2, LogLevel.Warning, "No answer for {City}; the next round tries again.")]
    private partial void LogFailure(Exception error, string city);
}
