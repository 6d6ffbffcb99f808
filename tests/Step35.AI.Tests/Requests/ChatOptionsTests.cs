using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.AI.Tests.Constraints;
using Step35.Engine.Generation;

namespace Step35.AI.Tests.Requests;

/// <summary>Holds the promise that every chat option is honoured or refused; a new member fails here until it is decided.</summary>
public sealed class ChatOptionsTests
{
    private static readonly Dictionary<string, Func<Task>> Decisions = new()
    {
        ["Temperature"] = () => Honoured(options => options.Temperature = 0.25f, request => request.Sampling.Temperature, 0.25f),
        ["TopP"] = () => Honoured(options => options.TopP = 0.5f, request => request.Sampling.TopP, 0.5f),
        ["TopK"] = () => Honoured(options => options.TopK = 7, request => request.Sampling.TopK, 7),
        ["FrequencyPenalty"] = () => Honoured(options => options.FrequencyPenalty = 0.5f, request => request.Sampling.FrequencyPenalty, 0.5f),
        ["PresencePenalty"] = () => Honoured(options => options.PresencePenalty = -0.5f, request => request.Sampling.PresencePenalty, -0.5f),
        ["Seed"] = () => Honoured(options => options.Seed = 42, request => request.Sampling.Seed, 42u),
        ["MaxOutputTokens"] = () => Honoured(options => options.MaxOutputTokens = 5, request => request.MaxTokens, 5),
        ["StopSequences"] = EndOfText,
        ["Instructions"] = () => InPrompt(options => options.Instructions = "Be brief.", "<|im_start|>system\nBe brief.<|im_end|>"),
        ["Tools"] = () => InPrompt(
            options => options.Tools = [ScriptedChat.Weather], "<tools>\n{\"type\": \"function\", \"function\": {\"name\": \"get_weather\""),
        ["ToolMode"] = () => Honoured(
            options => (options.Tools, options.ToolMode) = ([ScriptedChat.Weather], ChatToolMode.RequireAny), Allows("</think>No."), false),
        ["AllowMultipleToolCalls"] = FirstCallAlone,
        ["Reasoning"] = () => InPrompt(
            options => options.Reasoning = new() { Effort = ReasoningEffort.None }, "<|im_start|>assistant\n<think>\n\n</think>\n"),
        ["Reasoning.Effort"] = EveryEffort,
        ["Reasoning.Output"] = EveryOutput,
        ["ResponseFormat"] = EveryFormat,
        ["ModelId"] = OwnModelOnly,
        ["ConversationId"] = () => Refused(options => options.ConversationId = "thread", "ConversationId"),
        ["ContinuationToken"] = () => Refused(
            options => options.ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 }), "ContinuationToken"),
        // Microsoft.Extensions.AI lets clients ignore this one: it allows, and does not demand.
        ["AllowBackgroundResponses"] = () => Honoured(options => options.AllowBackgroundResponses = true, request => request.MaxTokens, null),
        ["RawRepresentationFactory"] = () => Honoured(
            options => (options.RawRepresentationFactory, options.TopK) = (_ => new SamplingOptions { TopK = 1, MinP = 0.5f }, 3),
            request => (request.Sampling.TopK, request.Sampling.MinP),
            (3, 0.5f)),
        ["AdditionalProperties"] = () => Honoured(
            options => options.AdditionalProperties = new() { ["min_p"] = 0.1, ["unknown"] = "ignored" }, request => request.Sampling.MinP, 0.1f),
    };

    public static TheoryData<string> Members =>
    [
        .. typeof(ChatOptions).GetProperties().Select(member => member.Name),
        .. typeof(ReasoningOptions).GetProperties().Select(member => $"Reasoning.{member.Name}"),
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task ChatOptions_EveryMember_IsHonouredOrRefused(string member)
    {
        Assert.True(Decisions.TryGetValue(member, out var decision), $"{member} is new: honour or refuse it, and say here which.");
        await decision();
    }

    private static async Task EndOfText()
    {
        await using var chat = new ScriptedChat("</think>one END two");
        Assert.Equal("one ", (await chat.AskAsync(new ChatOptions { StopSequences = ["END"] })).Text);
    }

    [Fact]
    public async Task GetResponse_NoOptions_AsksForTheDefaults()
    {
        await using var chat = new ScriptedChat("</think>Hello!");

        await chat.AskAsync(options: null);

        Assert.Equal(
            (new SamplingOptions(), null, 0),
            (chat.Request.Sampling with { Seed = null }, chat.Request.MaxTokens, chat.Request.StopSequences.Count));
    }

    [Fact]
    public async Task GetStreamingResponse_RefusedOption_ThrowsAtTheCall()
    {
        await using var chat = new ScriptedChat("never");

        Assert.Throws<UnsupportedOptionException>(() =>
            chat.Client.GetStreamingResponseAsync("Hello!", new ChatOptions { ConversationId = "thread" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GetResponse_HostedTool_IsRefusedByName() =>
        await Refused(options => options.Tools = [ScriptedChat.Weather, new HostedWebSearchTool()], "Tools", nameof(HostedWebSearchTool));

    [Fact]
    public async Task GetResponse_OptionsAfterwards_AreUnchanged()
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        var options = new ChatOptions { Tools = [ScriptedChat.Weather], StopSequences = ["END"], Temperature = 0.5f };
        var before = JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions);

        await chat.AskAsync(options);

        Assert.Equal(before, JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions));
    }

    private static async Task Honoured<T>(Action<ChatOptions> set, Func<GenerationRequest, T> read, T expected)
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        var options = new ChatOptions();
        set(options);
        await chat.AskAsync(options);
        Assert.Equal(expected, read(chat.Request));
    }

    private static async Task InPrompt(Action<ChatOptions> set, string expected)
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        var options = new ChatOptions();
        set(options);
        await chat.AskAsync(options);
        Assert.Contains(expected, chat.PromptOf(chat.Request), StringComparison.Ordinal);
    }

    private static async Task Refused(Action<ChatOptions> set, string name, string inMessage = "")
    {
        await using var chat = new ScriptedChat("never");
        var options = new ChatOptions();
        set(options);
        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.AskAsync(options));
        Assert.Equal(name, error.OptionName);
        Assert.Contains($"ChatOptions.{name}", error.Message, StringComparison.Ordinal);
        Assert.Contains(inMessage, error.Message, StringComparison.Ordinal);
        Assert.Empty(chat.Backend.Requests);
    }

    private static async Task FirstCallAlone()
    {
        await using var chat = new ScriptedChat("</think>" + ScriptedChat.Call("Oslo") + ScriptedChat.Call("Rome") + new string('x', 2000));
        var options = ScriptedChat.Offering(ScriptedChat.Weather);
        options.AllowMultipleToolCalls = false;

        var response = await chat.AskAsync(options);

        var call = Assert.Single(response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Equal("Oslo", call.Arguments!["city"]);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.InRange(response.Usage!.OutputTokenCount!.Value, 1, ScriptedChat.Call("Oslo").Length);
    }

    private static async Task EveryEffort()
    {
        foreach (var effort in Enum.GetValues<ReasoningEffort>())
        {
            var thinks = effort != ReasoningEffort.None;
            var opening = thinks ? "<think>\n" : "<think>\n\n</think>\n";
            await InPrompt(options => options.Reasoning = new() { Effort = effort }, "<|im_start|>assistant\n" + opening);
        }
    }

    private static async Task EveryOutput()
    {
        foreach (var (output, count) in new[] { (ReasoningOutput.Full, 1), (ReasoningOutput.Summary, 1), (ReasoningOutput.None, 0) })
        {
            await using var chat = new ScriptedChat("Hm.</think>Hello!");
            var response = await chat.AskAsync(new ChatOptions { Reasoning = new() { Output = output } });
            Assert.Equal(count, response.Messages[0].Contents.OfType<TextReasoningContent>().Count());
            Assert.Equal(("Hello!", 4), (response.Text, response.Usage!.ReasoningTokenCount));
        }
    }

    private static async Task EveryFormat()
    {
        await Honoured(options => options.ResponseFormat = ChatResponseFormat.Text, request => request.MaxTokens, null);
        await Honoured(options => options.ResponseFormat = ChatResponseFormat.Json, Allows("</think>\n{\"a\": 1}"), true);
        await Honoured(options => options.ResponseFormat = ChatResponseFormat.Json, Allows("</think>\nSure."), false);
        await Honoured(options => options.ResponseFormat = ChatResponseFormat.ForJsonSchema<string>(), Allows("</think>\n\"a\""), true);
        await Honoured(options => options.ResponseFormat = ChatResponseFormat.ForJsonSchema<string>(), Allows("</think>\n1"), false);
        await Refused(
            options => (options.ResponseFormat, options.AdditionalProperties) = (ChatResponseFormat.Json, new() { ["constraints"] = "off" }),
            "ResponseFormat");
        await Refused(options => options.AdditionalProperties = new() { ["constraints"] = "loose" }, "AdditionalProperties[\"constraints\"]");
    }

    private static Func<GenerationRequest, bool> Allows(string answer) =>
        request => new GbnfMatcher(request.Grammar!.Text, request.Grammar.Root).Matches(answer);

    private static async Task OwnModelOnly()
    {
        await Honoured(options => options.ModelId = "scripted", request => request.MaxTokens, null);
        await Refused(options => options.ModelId = "another", "ModelId", "'scripted'");
    }
}
