using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

public sealed class FilterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Filters_TwoOfEachKind_RunInOrderAroundOneInvocation(Way way)
    {
        using var client = new ScriptedChatClient(
            [ScriptedChatClient.Call("get_weather", "Oslo")], ScriptedChatClient.Says("It is rainy."));
        var log = new List<string>();

        await AskAsync(way, client, log, new WeatherPlugin(), terminate: false);

        Assert.Equal(
            [
                "> auto-1 Weather.get_weather(Oslo) call-1", "> auto-2 Weather.get_weather(Oslo) call-1",
                "> invoke-1 get_weather", "> invoke-2 get_weather", "< invoke-2", "< invoke-1",
                "< auto-2 7", "< auto-1 7",
            ],
            log);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AutoFilter_Terminates_SkipsTheFunctionAndTheNextRequest(Way way)
    {
        using var client = new ScriptedChatClient(
            [ScriptedChatClient.Call("get_weather", "Oslo")], ScriptedChatClient.Says("never asked for"));
        var weather = new WeatherPlugin();

        Assert.DoesNotContain("never", await AskAsync(way, client, [], weather, terminate: true), StringComparison.Ordinal);

        Assert.Empty(weather.Cities);
        Assert.Single(client.Requests);
    }

    [Fact]
    public async Task AutoFilter_ChangesTheResult_ModelSeesTheChangedOne()
    {
        using var client = new ScriptedChatClient(
            [ScriptedChatClient.Call("get_weather", "Oslo")], ScriptedChatClient.Says("It is sunny."));
        var kernel = ScriptedKernel.Create(client, new WeatherPlugin());
        kernel.AutoFunctionInvocationFilters.Add(new ReplacingFilter("sunny"));

        await Way.ChatCompletion.AskAsync(kernel, "Weather?", Auto(), Token);

        Assert.Equal(
            "sunny",
            client.Requests[1].Messages[^1].Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>().Single().Result);
    }

    private static Step35PromptExecutionSettings Auto() => new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

    private static Task<string> AskAsync(Way way, ScriptedChatClient client, List<string> log, WeatherPlugin weather, bool terminate)
    {
        var builder = Kernel.CreateBuilder().AddScripted(client);
        builder.Plugins.AddFromObject(weather, "Weather");
        foreach (var number in new[] { "1", "2" })
        {
            builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(new LoggingFilter(log, $"auto-{number}", terminate));
            builder.Services.AddSingleton<IFunctionInvocationFilter>(new LoggingFilter(log, $"invoke-{number}", terminate));
        }

        return way.AskAsync(builder.Build(), "Weather?", Auto(), Token);
    }

    private sealed class LoggingFilter(List<string> log, string name, bool terminate)
        : IAutoFunctionInvocationFilter, IFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(
            AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            log.Add($"> {name} {context.Function.PluginName}.{context.Function.Name}({context.Arguments!["city"]}) {context.ToolCallId}");
            context.Terminate = terminate;
            await next(context);
            log.Add($"< {name} {context.Result.GetValue<WeatherReport>()?.Temperature}");
        }

        public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            // The prompt itself is a function too.
            var isWeather = context.Function.Name == "get_weather";
            if (isWeather)
                log.Add($"> {name} {context.Function.Name}");
            await next(context);
            if (isWeather)
                log.Add($"< {name}");
        }
    }

    private sealed class ReplacingFilter(string result) : IAutoFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(
            AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            context.Result = new FunctionResult(context.Result, result);
        }
    }
}
