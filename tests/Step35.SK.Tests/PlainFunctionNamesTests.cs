using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

public sealed class PlainFunctionNamesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task PlainNames_ModelCalls_SeesPlainNamesWhileFiltersSeeThePlugin(Way way)
    {
        using var client = new ScriptedChatClient([ScriptedChatClient.Call("get_weather", "Oslo")], ScriptedChatClient.Says("Rainy."));
        var weather = new WeatherPlugin();
        var kernel = ScriptedKernel.Create(client, weather);
        var filter = new PluginNameFilter();
        kernel.AutoFunctionInvocationFilters.Add(filter);

        Assert.Equal("Rainy.", await way.AskAsync(kernel, "Oslo?", Settings(), Token));

        Assert.Equal(["Oslo"], weather.Cities);
        Assert.Equal("Weather", filter.PluginName);
        Assert.All(client.Requests, request => Assert.Equal("get_weather", Assert.Single(request.Options!.Tools!).Name));
        Assert.Equal("get_weather", CallIn(client.Requests[1].Messages).Name);
    }

    [Fact]
    public async Task PlainNames_SameNameInTwoPlugins_KeepTheirFullNames()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var kernel = ScriptedKernel.Create(client, new WeatherPlugin());
        kernel.Plugins.AddFromFunctions("Other", [Function("get_weather"), Function("get_time")]);

        await Way.ChatCompletion.AskAsync(kernel, "Oslo?", Settings(), Token);

        Assert.Equal(["Weather_get_weather", "Other_get_weather", "get_time"], client.Options.Tools!.Select(tool => tool.Name));
    }

    [Fact]
    public async Task PlainNames_PlainNameIsAnothersFullName_KeepsTheFullName()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var kernel = ScriptedKernel.Create(client);
        kernel.Plugins.AddFromFunctions("A", [Function("B")]);
        kernel.Plugins.AddFromFunctions("Z", [Function("A_B")]);

        await Way.ChatCompletion.AskAsync(kernel, "Oslo?", Settings(), Token);

        Assert.Equal(["B", "Z_A_B"], client.Options.Tools!.Select(tool => tool.Name));
    }

    [Fact]
    public async Task PlainNames_SwitchedOff_KeepsTheKernelsNames()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var settings = Settings();
        settings.PlainFunctionNames = false;

        await Way.ChatCompletion.AskAsync(ScriptedKernel.Create(client, new WeatherPlugin()), "Oslo?", settings, Token);

        Assert.Equal("Weather_get_weather", Assert.Single(client.Options.Tools!).Name);
    }

    [Fact]
    public async Task PlainNames_NamedToolRequired_RequiresThePlainName()
    {
        using var client = new ScriptedChatClient(ScriptedChatClient.Says("ok"));
        var kernel = ScriptedKernel.Create(client, new WeatherPlugin());
        var options = Settings().ToChatOptions(kernel)!;
        options.ToolMode = ChatToolMode.RequireSpecific("Weather_get_weather");

        await kernel.GetRequiredService<IChatClient>().GetResponseAsync("Oslo?", options, Token);

        Assert.Equal(ChatToolMode.RequireSpecific("get_weather"), client.Options.ToolMode);
    }

    private static Step35PromptExecutionSettings Settings() =>
        new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

    private static KernelFunction Function(string name) => KernelFunctionFactory.CreateFromMethod(() => 1, name);

    private static Microsoft.Extensions.AI.FunctionCallContent CallIn(IEnumerable<ChatMessage> messages) =>
        messages.SelectMany(message => message.Contents).OfType<Microsoft.Extensions.AI.FunctionCallContent>().Single();

    private sealed class PluginNameFilter : IAutoFunctionInvocationFilter
    {
        public string? PluginName { get; private set; }

        public Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            PluginName = context.Function.PluginName;
            return next(context);
        }
    }
}
