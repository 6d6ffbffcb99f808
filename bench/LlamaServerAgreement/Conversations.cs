using System.ComponentModel;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.Bench.LlamaServerAgreement;

/// <summary>Twenty prompts: with and without tools, system text, history, thinking and unusual characters.</summary>
internal static class Conversations
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create(
        ([Description("The city name.")] string city) => city, "get_weather", "Gets the current weather for a city.");

    private static readonly AIFunction Time = AIFunctionFactory.Create(
        ([Description("The city name.")] string city) => city, "get_time", "Gets the current time in a city.");

    private static readonly AIFunction Add = AIFunctionFactory.Create((int a, int b) => a + b, "add", "Adds two numbers.");

    public static IReadOnlyList<PromptRequest> All { get; } =
    [
        Ask("Hello!"),
        Ask("Who are you?"),
        Ask("Thanks!"),
        Ask("What is the weather in Oslo?", Weather),
        Ask("What is the weather in Paris?", Weather, Time),
        Ask("What time is it in Tokyo?", Weather, Time),
        Ask("What is 17 plus 25?", Add),
        Ask("What is the weather in Reykjavík?", Weather, Time, Add),
        Ask("Book a flight to the moon.", Weather, Add),
        Ask("日本語で答えて 🙂\ttabs\n\nand lines"),
        Ask("def f(x):\n    return x  # indented"),
        Ask(string.Join(' ', Enumerable.Repeat("A long question about the weather in Oslo.", 40)), Weather),
        Ask("Hello!") with { Think = false },
        Ask("What is the weather in Oslo?", Weather) with { Think = false },
        Request([new(ChatRole.System, "You answer in one short sentence."), new(ChatRole.User, "Hello!")], []),
        Request([new(ChatRole.System, "You are a weather service."), new(ChatRole.User, "What is the weather in Bergen?")], [Weather]),
        Talk("Hello!", "Hello! How can I help you?", "What is the weather in Oslo?", Weather),
        Talk("What is 2 plus 3?", "It is 5.", "And 5 plus 8?", Add),
        AfterResult("Oslo", """{"city": "Oslo", "temperature": 7, "condition": "rainy"}"""),
        AfterResult("Lima", """{"city": "Lima", "temperature": 24, "condition": "sunny"}"""),
    ];

    private static PromptRequest Ask(string question, params AIFunction[] tools) => Request([new(ChatRole.User, question)], tools);

    private static PromptRequest Talk(string first, string answer, string second, params AIFunction[] tools) =>
        Request([new(ChatRole.User, first), new(ChatRole.Assistant, answer), new(ChatRole.User, second)], tools);

    private static PromptRequest AfterResult(string city, string result) => Request(
        [
            new(ChatRole.User, $"What is the weather in {city}?"),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent($"The user wants the weather in {city}. I call get_weather."),
                new FunctionCallContent("1", Weather.Name, new Dictionary<string, object?> { ["city"] = city }),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("1", result)]),
        ],
        [Weather]);

    private static PromptRequest Request(IReadOnlyList<ChatMessage> messages, AIFunction[] tools) =>
        new(PromptMessageReader.Read(messages, instructions: null), tools, Think: true, BosText: string.Empty);
}
