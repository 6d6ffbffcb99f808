using Microsoft.SemanticKernel;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Step35.SK.Tests;

/// <summary>Which functions the model may call, and how the calls of one turn run.</summary>
public sealed class InvocationOptionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Limited_ToOneOfTwo_OffersThatOneAndRunsNoOther(Way way)
    {
        var wiped = false;
        using var client = new ScriptedChatClient([new FunctionCallContent("1", "wipe")], ScriptedChatClient.Says("I could not."));
        var kernel = ScriptedKernel.Create(client, new WeatherPlugin());
        kernel.Plugins.AddFromFunctions("Disk", [KernelFunctionFactory.CreateFromMethod(() => wiped = true, "wipe")]);

        await way.AskAsync(kernel, "Wipe the disk.", With(FunctionChoiceBehavior.Auto([kernel.Plugins.GetFunction("Weather", "get_weather")])), Token);

        Assert.Equal(["get_weather"], client.Requests[0].Options!.Tools!.Select(tool => tool.Name));
        Assert.False(wiped);
    }

    [Fact]
    public async Task Required_OfOneOfTwo_OffersThatOneAlone()
    {
        using var client = new ScriptedChatClient([ScriptedChatClient.Call("get_weather", "Oslo")], ScriptedChatClient.Says("Rainy."));
        var weather = new WeatherPlugin();
        var kernel = ScriptedKernel.Create(client, weather);
        kernel.Plugins.AddFromFunctions("Disk", [KernelFunctionFactory.CreateFromMethod(() => "", "wipe")]);

        await Way.ChatCompletion.AskAsync(
            kernel, "Oslo?", With(FunctionChoiceBehavior.Required([kernel.Plugins.GetFunction("Weather", "get_weather")])), Token);

        Assert.Equal(["get_weather"], client.Requests[0].Options!.Tools!.Select(tool => tool.Name));
        Assert.Equal(["Oslo"], weather.Cities);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AllowConcurrentInvocation_CallsOfOneTurn_RunOneAfterAnotherAndInOrder(bool allowed)
    {
        var (running, most) = (0, 0);
        using var client = new ScriptedChatClient(
            [ScriptedChatClient.Call("look", "Oslo", "1"), ScriptedChatClient.Call("look", "Rome", "2"), ScriptedChatClient.Call("look", "Bern", "3")],
            ScriptedChatClient.Says("Done."));
        var kernel = ScriptedKernel.Create(client);
        kernel.Plugins.AddFromFunctions("Eyes", [KernelFunctionFactory.CreateFromMethod(LookAsync, "look")]);

        await Way.ChatCompletion.AskAsync(
            kernel, "Look.", With(FunctionChoiceBehavior.Auto(options: new() { AllowConcurrentInvocation = allowed })), Token);

        Assert.Equal(1, most);
        var results = client.Requests[1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>();
        Assert.Equal(["1 Oslo", "2 Rome", "3 Bern"], results.Select(result => $"{result.CallId} {result.Result}"));

        async Task<string> LookAsync(string city)
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return city;
        }
    }

    private static Step35PromptExecutionSettings With(FunctionChoiceBehavior behavior) => new() { FunctionChoiceBehavior = behavior };
}
