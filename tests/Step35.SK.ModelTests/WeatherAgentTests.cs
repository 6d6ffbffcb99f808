using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Step35.SK.ModelTests;

/// <summary>The small trained model answers a question with the help of a kernel function.</summary>
public sealed class WeatherAgentTests(NanoKernel nano) : IClassFixture<NanoKernel>
{
    private const string Question = "What is the weather in Oslo?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Auto_QuestionForTheWeather_CallsWithTheCityAndAnswersWithTheTemperature(Way way)
    {
        var kernel = nano.Kernel.Clone();
        var filter = new CallLog();
        kernel.AutoFunctionInvocationFilters.Add(filter);

        var answer = await way.AskAsync(kernel, Question, Settings(FunctionChoiceBehavior.Auto()), Token);

        Assert.Equal(["Weather.get_weather(Oslo)"], filter.Calls);
        Assert.Contains("7", answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Required_QuestionForTheWeather_CallsAndAnswers(Way way)
    {
        var kernel = nano.Kernel.Clone();
        var filter = new CallLog();
        kernel.AutoFunctionInvocationFilters.Add(filter);

        var answer = await way.AskAsync(kernel, Question, Settings(FunctionChoiceBehavior.Required()), Token);

        Assert.Equal(["Weather.get_weather(Oslo)"], filter.Calls);
        Assert.NotEmpty(answer);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task None_QuestionForTheWeather_CallsNothing(Way way)
    {
        var kernel = nano.Kernel.Clone();
        var filter = new CallLog();
        kernel.AutoFunctionInvocationFilters.Add(filter);

        await way.AskAsync(kernel, Question, Settings(FunctionChoiceBehavior.None()), Token);

        Assert.Empty(filter.Calls);
    }

    [Fact]
    public async Task PromptFunction_LimitedToTheWeather_CallsItForItsVariable()
    {
        var kernel = nano.Kernel.Clone();
        var filter = new CallLog();
        kernel.AutoFunctionInvocationFilters.Add(filter);
        kernel.Plugins.AddFromFunctions("Disk", [KernelFunctionFactory.CreateFromMethod(() => "wiped", "wipe", "Wipes the disk.")]);
        var limited = FunctionChoiceBehavior.Auto([kernel.Plugins.GetFunction("Weather", "get_weather")]);
        var function = kernel.CreateFunctionFromPrompt("What is the weather in {{$city}}?", Settings(limited));

        var answer = await kernel.InvokeAsync(function, new() { ["city"] = "Oslo" }, Token);

        Assert.Equal(["Weather.get_weather(Oslo)"], filter.Calls);
        Assert.Contains("7", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManualInvocation_QuestionForTheWeather_AnswersLikeAutoInvocation()
    {
        var kernel = nano.Kernel;
        var expected = await Way.ChatCompletion.AskAsync(kernel, Question, Settings(FunctionChoiceBehavior.Auto()), Token);
        var service = kernel.GetRequiredService<IChatCompletionService>();
        var settings = Settings(FunctionChoiceBehavior.Auto(autoInvoke: false));
        var history = new ChatHistory();
        history.AddUserMessage(Question);

        var asked = await service.GetChatMessageContentAsync(history, settings, kernel, Token);
        history.Add(asked);
        foreach (var call in Microsoft.SemanticKernel.FunctionCallContent.GetFunctionCalls(asked))
            history.Add((await call.InvokeAsync(kernel, Token)).ToChatMessage());
        var answer = await service.GetChatMessageContentAsync(history, settings, kernel, Token);

        Assert.Equal(expected, answer.Content);
    }

    [Fact]
    public async Task ModelId_AnyAnswer_NamesTheModelFile()
    {
        var answer = await nano.Kernel.GetRequiredService<IChatClient>()
            .GetResponseAsync("Hello!", new ChatOptions { Temperature = 0, MaxOutputTokens = 8 }, Token);

        Assert.Equal("step35-nano", answer.ModelId);
    }

    private static Step35PromptExecutionSettings Settings(FunctionChoiceBehavior behavior) =>
        new() { Temperature = 0, MaxTokens = 200, FunctionChoiceBehavior = behavior };

    private sealed class CallLog : IAutoFunctionInvocationFilter
    {
        public List<string> Calls { get; } = [];

        public Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            Calls.Add($"{context.Function.PluginName}.{context.Function.Name}({context.Arguments!["city"]})");
            return next(context);
        }
    }
}
