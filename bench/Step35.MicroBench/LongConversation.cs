using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.MicroBench;

/// <summary>A conversation as an agent has it after many rounds.</summary>
internal static class LongConversation
{
    private const int Rounds = 40;

    private static readonly AIFunction Weather = AIFunctionFactory.Create((string city) => city, "get_weather", "Gets the current weather for a city.");

    public static PromptRequest Create(string bosText)
    {
        var messages = Enumerable.Range(0, Rounds).SelectMany(Round).ToList();
        return new PromptRequest(PromptMessageReader.Read(messages, "You are a weather service."), [Weather], Think: true, bosText);
    }

    private static IEnumerable<ChatMessage> Round(int number)
    {
        yield return new ChatMessage(ChatRole.User, $"What is the weather in city {number}, and should I take an umbrella?");
        yield return new ChatMessage(ChatRole.Assistant,
        [
            new TextReasoningContent($"The user wants the weather in city {number}. I call get_weather."),
            new FunctionCallContent($"{number}", Weather.Name, new Dictionary<string, object?> { ["city"] = $"City {number}" }),
        ]);
        yield return new ChatMessage(ChatRole.Tool, [new FunctionResultContent($"{number}", """{"temperature": 7, "condition": "rainy"}""")]);
        yield return new ChatMessage(ChatRole.Assistant, $"It is rainy in city {number} with 7 degrees: take an umbrella.");
    }
}
