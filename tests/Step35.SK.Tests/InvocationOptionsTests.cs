using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Step35.SK.Tests;

/// <summary>Which functions the model may call, and how the calls of one turn run.</summary>
public sealed class InvocationOptionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static FunctionChoiceBehavior Concurrent => FunctionChoiceBehavior.Auto(options: new() { AllowConcurrentInvocation = true });

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
    [MemberData(nameof(Ways))]
    public Task Concurrent_CallsOfOneTurn_RunAtOnceAndAnswerInOrder(Way way) => RunAtOnceAsync(way, With(Concurrent));

    [Fact]
    public Task Concurrent_SettingsOfTheCommonKind_RunAtOnceAndAnswerInOrder() =>
        RunAtOnceAsync(Way.ChatCompletion, new PromptExecutionSettings { FunctionChoiceBehavior = Concurrent });

    [Fact]
    public async Task Concurrent_DeniedByAPromptFile_RunsOneCallAfterAnother()
    {
        var settings = new PromptExecutionSettings
        {
            FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(),
            ExtensionData = new Dictionary<string, object> { ["allow_concurrent_invocation"] = "false" },
        };

        Assert.Equal(1, await CountAtOnceAsync(Way.ChatCompletion, settings));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Concurrent_NotAllowed_RunsOneCallAfterAnotherAndInOrder(Way way)
    {
        Assert.Equal(1, await CountAtOnceAsync(way, With(FunctionChoiceBehavior.Auto())));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Concurrent_RoundsLimited_EndAtTheLimit(int rounds)
    {
        using var client = new ScriptedChatClient([Look("Oslo", "1")], [Look("Rome", "2")], [Look("Bern", "3")], ScriptedChatClient.Says("Done."));
        var kernel = ScriptedKernel.Create(client);
        kernel.Plugins.AddFromFunctions("Eyes", [KernelFunctionFactory.CreateFromMethod((string city) => city, "look")]);
        kernel.GetRequiredService<IChatClient>().GetRequiredService<FunctionInvokingChatClient>().MaximumIterationsPerRequest = rounds;

        await Way.ChatClient.AskAsync(kernel, "Look.", With(Concurrent), Token);

        Assert.Equal(rounds + 1, client.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Result_OfAnOpenApiPlugin_IsItsContentAlone(Way way)
    {
        using var client = new ScriptedChatClient([new FunctionCallContent("1", "get_weather")], ScriptedChatClient.Says("Rainy."));
        var kernel = ScriptedKernel.Create(client);
        kernel.Plugins.AddFromFunctions("Api", [KernelFunctionFactory.CreateFromMethod(Answer, "get_weather")]);

        await way.AskAsync(kernel, "Oslo?", With(FunctionChoiceBehavior.Auto()), Token);

        var result = Assert.Single(client.Requests[1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>());
        Assert.Equal(("1", "{\"condition\":\"rainy\"}"), (result.CallId, result.Result));

        static RestApiOperationResponse Answer() => new("{\"condition\":\"rainy\"}", "application/json");
    }

    private static async Task<int> CountAtOnceAsync(Way way, PromptExecutionSettings settings)
    {
        var (running, most) = (0, 0);
        await LookAsync(way, settings, async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });
        return most;
    }

    // No call ends before the last one has begun.
    private static Task RunAtOnceAsync(Way way, PromptExecutionSettings settings)
    {
        var (begun, all) = (0, new TaskCompletionSource());
        return LookAsync(way, settings, () =>
        {
            if (Interlocked.Increment(ref begun) == 3)
                all.SetResult();
            return all.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        });
    }

    private static async Task LookAsync(Way way, PromptExecutionSettings settings, Func<Task> look)
    {
        using var client = new ScriptedChatClient(
            [Look("Oslo", "1"), Look("Rome", "2"), Look("Bern", "3")], ScriptedChatClient.Says("Done."));
        var kernel = ScriptedKernel.Create(client);
        kernel.Plugins.AddFromFunctions("Eyes", [KernelFunctionFactory.CreateFromMethod(LookAtAsync, "look")]);

        await way.AskAsync(kernel, "Look.", settings, Token);

        var results = client.Requests[1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>();
        Assert.Equal(["1 Oslo", "2 Rome", "3 Bern"], results.Select(result => $"{result.CallId} {result.Result}"));
        Assert.All(client.Requests, request => Assert.DoesNotContain("allow_concurrent_invocation", request.Options!.AdditionalProperties?.Keys ?? []));

        async Task<string> LookAtAsync(string city)
        {
            await look();
            return city;
        }
    }

    private static FunctionCallContent Look(string city, string id) => ScriptedChatClient.Call("look", city, id);

    private static Step35PromptExecutionSettings With(FunctionChoiceBehavior behavior) => new() { FunctionChoiceBehavior = behavior };
}
