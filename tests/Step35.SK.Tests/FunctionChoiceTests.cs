using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Step35.SK.Tests;

public sealed class FunctionChoiceTests
{
    private const string Question = "What is the weather in Oslo?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Auto_ModelCalls_InvokesOnceAndAnswersWithTheResult(Way way)
    {
        var weather = new WeatherPlugin();
        using var client = Calling("It is rainy.");

        var answer = await way.AskAsync(ScriptedKernel.Create(client, weather), Question, With(FunctionChoiceBehavior.Auto()), Token);

        Assert.Equal("It is rainy.", answer);
        Assert.Equal(["Oslo"], weather.Cities);
        Assert.All(client.Requests, request => Assert.IsType<AutoChatToolMode>(request.Options!.ToolMode));
        Assert.Equal("get_weather", Assert.Single(client.Requests[0].Options!.Tools!).Name);
        Assert.Equal(new WeatherReport("Oslo", 7, "rainy"), ResultIn(client.Requests[1].Messages));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Required_ModelCalls_RequiresACallOnTheFirstRoundOnly(Way way)
    {
        var weather = new WeatherPlugin();
        using var client = Calling("It is rainy.");

        await way.AskAsync(ScriptedKernel.Create(client, weather), Question, With(FunctionChoiceBehavior.Required()), Token);

        Assert.Equal(ChatToolMode.RequireAny, client.Requests[0].Options!.ToolMode);
        Assert.Null(client.Requests[1].Options!.ToolMode);
        Assert.Equal(["Oslo"], weather.Cities);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task None_PluginInKernel_DescribesTheFunctionsAndForbidsCalls(Way way)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("I may not look."));

        await way.AskAsync(ScriptedKernel.Create(client, new WeatherPlugin()), Question, With(FunctionChoiceBehavior.None()), Token);

        Assert.Equal(ChatToolMode.None, client.Options.ToolMode);
        Assert.Equal("get_weather", Assert.Single(client.Options.Tools!).Name);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AutoInvokeOff_ModelCalls_LeavesTheCallToTheCaller(Way way)
    {
        var weather = new WeatherPlugin();
        using var client = Calling("never asked for");

        await way.AskAsync(
            ScriptedKernel.Create(client, weather), Question, With(FunctionChoiceBehavior.Auto(autoInvoke: false)), Token);

        Assert.Empty(weather.Cities);
        Assert.Single(client.Options.Tools!);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(true, null, true)]
    [InlineData(null, false, false)]
    [InlineData(true, false, true)]
    public async Task AllowParallelCalls_BesideTheSetting_ComesFirst(bool? behavior, bool? setting, bool? expected)
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = With(FunctionChoiceBehavior.Auto(options: new() { AllowParallelCalls = behavior }));
        settings.AllowMultipleToolCalls = setting;

        await Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client, new WeatherPlugin()), Question, settings, Token);

        Assert.Equal(expected, client.Options.AllowMultipleToolCalls);
    }

    [Fact]
    public async Task NoBehavior_PluginsInKernel_OffersNoFunctions()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));

        await Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client, new WeatherPlugin()), Question, new(), Token);

        Assert.Null(client.Options.Tools);
    }

    [Fact]
    public async Task FunctionWithoutPlugin_NoKernel_IsOfferedUnderItsOwnName()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var function = KernelFunctionFactory.CreateFromMethod((string city) => city, "get_weather");
        var service = ScriptedKernel.Create(client).GetRequiredService<IChatCompletionService>();

        await service.GetChatMessageContentAsync(
            Question, With(FunctionChoiceBehavior.Auto([function], autoInvoke: false)), cancellationToken: Token);

        Assert.Equal("get_weather", Assert.Single(client.Options.Tools!).Name);
    }

    [Fact]
    public async Task Auto_FunctionWithParameters_KeepsDescriptionAndSchema()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));

        await Way.ChatCompletion.AskAsync(
            ScriptedKernel.Create(client, new WeatherPlugin()), Question, With(FunctionChoiceBehavior.Auto()), Token);

        var tool = Assert.IsAssignableFrom<AIFunctionDeclaration>(Assert.Single(client.Options.Tools!));
        Assert.Equal("Gets the current weather for a city.", tool.Description);
        Assert.Equal(
            """{"type":"object","properties":{"city":{"description":"The city name.","type":"string"}},"required":["city"]}""",
            tool.JsonSchema.GetRawText());
    }

    [Fact]
    public async Task Auto_FunctionThrows_TellsTheModelAndGoesOn()
    {
        using var client = Calling("Sorry.");
        var kernel = ScriptedKernel.Create(client);
        kernel.Plugins.AddFromFunctions(
            "Weather", [KernelFunctionFactory.CreateFromMethod(string (string city) => throw new TimeoutException(city), "get_weather")]);

        Assert.Equal("Sorry.", await Way.ChatCompletion.AskAsync(kernel, Question, With(FunctionChoiceBehavior.Auto()), Token));
        Assert.IsType<string>(ResultIn(client.Requests[1].Messages));
    }

    private static ScriptedChatClient Calling(string answer) =>
        new([ScriptedChatClient.Call("get_weather", "Oslo")], ScriptedChatClient.Says(answer));

    private static Step35PromptExecutionSettings With(FunctionChoiceBehavior behavior) => new() { FunctionChoiceBehavior = behavior };

    private static object? ResultIn(IEnumerable<ChatMessage> messages) =>
        messages.SelectMany(message => message.Contents).OfType<Microsoft.Extensions.AI.FunctionResultContent>().Single().Result;
}
