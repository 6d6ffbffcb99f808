using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Step35.AI.Hosting;
using Step35.Engine;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests;

public sealed partial class Step35ChatClientTests
{
    private const string Thinking = "It is a greeting.\n</think>\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponse_ReasoningAndText_KeepsThemApart()
    {
        await using var chat = new ScriptedChat(Thinking + "Hello, 🙂 wörld!");

        var response = await chat.AskAsync();

        Assert.Equal("Hello, 🙂 wörld!", response.Text);
        Assert.Equal("It is a greeting.", Assert.Single(Contents<TextReasoningContent>(response)).Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(ChatRole.Assistant, Assert.Single(response.Messages).Role);
    }

    [Fact]
    public async Task GetResponse_Calls_AreReportedWithArgumentsAndOwnIds()
    {
        await using var chat = new ScriptedChat(Thinking + "I look." + ScriptedChat.Call("Oslo") + ScriptedChat.Call("Rome"));

        var response = await chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));

        var calls = Contents<FunctionCallContent>(response);
        Assert.Equal(["get_weather(Oslo)", "get_weather(Rome)"], calls.Select(call => $"{call.Name}({call.Arguments!["city"]})"));
        Assert.Equal(2, calls.DistinctBy(call => call.CallId).Count());
        Assert.Equal("I look.", response.Text);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task CountTokens_Request_AreThoseOfItsPrompt()
    {
        await using var chat = new ScriptedChat(Thinking + "Hello!");
        var options = ScriptedChat.Offering(ScriptedChat.Weather);

        var count = await chat.Client.CountTokensAsync([new ChatMessage(ChatRole.User, "Hello!")], options, Token);
        var response = await chat.AskAsync(options);

        Assert.Equal(response.Usage!.InputTokenCount, count);
    }

    [Fact]
    public async Task GetResponse_TwoRequests_NeverShareCallIds()
    {
        await using var chat = new ScriptedChat(Thinking + ScriptedChat.Call("Oslo"));

        var first = await chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));
        var second = await chat.AskAsync(ScriptedChat.Offering(ScriptedChat.Weather));

        Assert.NotEqual(Contents<FunctionCallContent>(first)[0].CallId, Contents<FunctionCallContent>(second)[0].CallId);
        Assert.NotEqual(first.ResponseId, second.ResponseId);
    }

    [Theory]
    [InlineData("Hm.\n</think>\nHello!")]
    [InlineData("Hello!")]
    [InlineData("Hm.</think>  Text\n<tool_call>\n<function=get_weather>\n<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>")]
    [InlineData("</think>a < b <tool_call> nothing to call </tool_call> end")]
    public async Task GetStreamingResponse_AnyAnswer_SaysWhatGetResponseSays(string answer)
    {
        await using var chat = new ScriptedChat(answer);
        var options = ScriptedChat.Offering(ScriptedChat.Weather);

        var whole = await chat.AskAsync(options);
        var streamed = (await chat.StreamAsync(options)).ToChatResponse();

        Assert.Equal(Describe(whole), Describe(streamed));
        Assert.Equal(
            (whole.FinishReason, whole.Usage!.OutputTokenCount, whole.ModelId),
            (streamed.FinishReason, streamed.Usage!.OutputTokenCount, streamed.ModelId));
    }

    [Fact]
    public async Task GetStreamingResponse_Text_ComesPieceByPiece()
    {
        await using var chat = new ScriptedChat(Thinking + "Hello!");

        var updates = await chat.StreamAsync();

        Assert.Equal(["H", "e", "l", "l", "o", "!"], updates.Select(update => update.Text).Where(text => text.Length > 0));
    }

    [Fact]
    public async Task GetStreamingResponse_EveryUpdate_CarriesIdsModelAndTime()
    {
        var time = new FixedTime(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero));
        await using var chat = new ScriptedChat(new ScriptedBackend(new PromptedScript(_ => Thinking + "Hello!").Next), time: time);

        var updates = await chat.StreamAsync();

        var id = updates[0].ResponseId;
        Assert.Matches(HexId(), id);
        Assert.All(updates, update => Assert.Equal(
            (id, id, "scripted", time.Now, ChatRole.Assistant),
            (update.ResponseId, update.MessageId, update.ModelId, update.CreatedAt!.Value, update.Role!.Value)));
    }

    [Fact]
    public async Task GetStreamingResponse_LastUpdate_AloneCarriesFinishReasonUsageAndTimings()
    {
        await using var chat = new ScriptedChat(Thinking + "Hello!");

        var updates = await chat.StreamAsync();

        Assert.All(updates.SkipLast(1), update => Assert.Null(update.FinishReason));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        Assert.IsType<UsageContent>(Assert.Single(updates[^1].Contents));
        Assert.Equal(
            ["accepted_draft_tokens", "decode_seconds", "drafted_tokens", "prefill_seconds", "queue_seconds", "reasoning_tokens"],
            updates[^1].AdditionalProperties!.Keys.Order());
    }

    [Fact]
    public async Task GetResponse_Usage_CountsEveryToken()
    {
        await using var chat = new ScriptedChat("abc</think>de");

        var usage = (await chat.AskAsync()).Usage!;

        // Four tokens of reasoning with the tag that ends it, two of text, and the end of the turn.
        Assert.Equal(
            (chat.Request.Prompt.Count, 7, 4, chat.Request.Prompt.Count + 7),
            (usage.InputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount, usage.TotalTokenCount));
    }

    [Fact]
    public async Task GetResponse_ContextFills_EndsWithLength()
    {
        await using var chat = new ScriptedChat(
            new ScriptedBackend((_, _) => ByteVocabulary.Parse("x")[0]) { SequenceLength = 128 });

        var response = await chat.AskAsync();

        Assert.Equal((ChatFinishReason.Length, 128), (response.FinishReason, (int)response.Usage!.TotalTokenCount!));
    }

    [Fact]
    public async Task GetResponse_TurnOpensInsideTheAnswer_EndsThere()
    {
        await using var chat = new ScriptedChat(Thinking + "Hello!<|im_start|>user\nI make up a question.");

        var response = await chat.AskAsync();

        Assert.Equal(("Hello!", ChatFinishReason.Stop), (response.Text, response.FinishReason));
    }

    [Fact]
    public async Task GetResponse_Prompt_IsTheTemplatesAndOpensReasoning()
    {
        await using var chat = new ScriptedChat("</think>Hi.");

        await chat.AskAsync(new ChatOptions { Instructions = "Be brief." });

        Assert.Equal(
            "<bos><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello!<|im_end|>\n<|im_start|>assistant\n<think>\n",
            chat.PromptOf(chat.Request));
    }

    [Fact]
    public async Task GetResponse_DefaultsOfTheClient_HoldWhereTheRequestIsSilent()
    {
        var defaults = new Step35Options { MaxOutputTokens = 3, Sampling = new() { Temperature = 0.5f, TopK = 9 } };
        await using var chat = new ScriptedChat(new ScriptedBackend(new PromptedScript(_ => "</think>Hello!").Next), defaults);

        await chat.AskAsync(new ChatOptions { TopK = 4 });

        Assert.Equal((0.5f, 4, 3), (chat.Request.Sampling.Temperature, chat.Request.Sampling.TopK, chat.Request.MaxTokens));
    }

    [Fact]
    public async Task GetStreamingResponse_CancelledMidway_ThrowsAndFreesTheCache()
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var chat = new ScriptedChat(new ScriptedBackend(
            new PromptedScript(prompt => prompt.Contains("forever", StringComparison.Ordinal) ? new string('x', 3000) : "</think>Hi.").Next));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in chat.Client.GetStreamingResponseAsync("Talk forever.", cancellationToken: cancelling.Token))
                await cancelling.CancelAsync();
        });

        // There is one sequence: the next request runs only once the cancelled one has left it, and finds it empty.
        Assert.Equal("Hi.", (await chat.AskAsync()).Text);
        await chat.Engine.DisposeAsync();
        Assert.Equal(0, chat.Backend.LiveSamplers);
    }

    [Fact]
    public async Task GetStreamingResponse_WithCancellation_ListensToThatTokenToo()
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var chat = new ScriptedChat(new string('x', 3000));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
#pragma warning disable xUnit1051 // The token that matters here is the enumeration's own.
            await foreach (var _ in chat.Client.GetStreamingResponseAsync("Hello!").WithCancellation(cancelling.Token))
#pragma warning restore xUnit1051
                await cancelling.CancelAsync();
        });
    }

    [Fact]
    public async Task GetResponse_EngineDisposed_SaysSo()
    {
        await using var chat = new ScriptedChat("never");
        await chat.Engine.DisposeAsync();

        await Assert.ThrowsAsync<Engine.Scheduling.EngineStoppedException>(() => chat.AskAsync());
    }

    [Fact]
    public async Task GetService_Metadata_NamesProviderAndModel()
    {
        await using var chat = new ScriptedChat("never");

        var metadata = chat.Client.GetService<ChatClientMetadata>()!;

        Assert.Equal(("step35", "scripted", null), (metadata.ProviderName, metadata.DefaultModelId, metadata.ProviderUri));
    }

    [Fact]
    public async Task GetService_Engine_IsTheLoadedOne()
    {
        await using var chat = new ScriptedChat("never");
        using var client = new Step35ChatClient(chat.Engine);

        Assert.Same(chat.Engine, client.GetService<Step35Engine>());
    }

    [Fact]
    public async Task GetService_EngineNotLoadedYet_IsNull()
    {
        await using var source = new LazyEngineSource(_ => throw new InvalidOperationException("Nobody asked."));
        using var client = new Step35ChatClient(source, "model.gguf", new Step35Options(), time: null);

        Assert.Null(client.GetService<Step35Engine>());
    }

    [Theory]
    [InlineData("/models/step35-nano.gguf", "step35-nano")]
    [InlineData("Step-3.5-Flash-Q4_K_S-00001-of-00012.gguf", "Step-3.5-Flash-Q4_K_S")]
    public async Task ModelId_AnyFile_IsItsNameWithoutShardAndExtension(string path, string expected)
    {
        await using var chat = new ScriptedChat("never");
        using var client = new Step35ChatClient(new ReadyEngineSource(chat.Engine), path, new Step35Options(), time: null);

        Assert.Equal(expected, client.ModelId);
    }

    [Fact]
    public void Constructor_NullEngine_Throws() =>
        Assert.Throws<ArgumentNullException>("engine", () => new Step35ChatClient(null!));

    private static List<T> Contents<T>(ChatResponse response) => [.. response.Messages.SelectMany(message => message.Contents).OfType<T>()];

    private static IEnumerable<string> Describe(ChatResponse response) => Contents<AIContent>(response).Select(content => content switch
    {
        FunctionCallContent call => $"{call.Name}({string.Join(',', call.Arguments!)})",
        ErrorContent error => $"{error.ErrorCode}: {error.Details}",
        _ => $"{content.GetType().Name}: {content}",
    });

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex HexId();

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now => now;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
