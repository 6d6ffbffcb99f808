using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Requests;

public sealed class ReasoningBudgetTests
{
    private const string EmptyThought = "<think>\n\n</think>\n";

    private static readonly ChatMessage Question = new(ChatRole.User, "How warm is it?");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ReasoningEffort.Low, 1024)]
    [InlineData(ReasoningEffort.Medium, 4096)]
    [InlineData(ReasoningEffort.High, 16_384)]
    [InlineData(ReasoningEffort.ExtraHigh, null)]
    [InlineData(ReasoningEffort.None, null)]
    public async Task GetResponse_Effort_IsABudgetOfTokens(ReasoningEffort effort, int? expected)
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        await chat.AskAsync(new ChatOptions { Reasoning = new() { Effort = effort } });
        Assert.Equal(expected, chat.Request.Thinking?.MaxTokens);
    }

    [Fact]
    public async Task GetResponse_ThoughtTooLong_IsClosedAndTheAnswerFollows()
    {
        await using var chat = Thinker("Hello!");
        var response = await chat.AskAsync(Budget(5));
        Assert.Equal("hhhhh", Assert.Single(response.Messages[0].Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal(("Hello!", ChatFinishReason.Stop), (response.Text, response.FinishReason));
    }

    [Fact]
    public async Task GetResponse_RoundsOfCalls_ShareTheBudget()
    {
        await using var chat = Thinker(ScriptedChat.Call("Oslo"), ScriptedChat.Call("Rome"), "Done.");
        using var client = chat.Client.AsBuilder().UseFunctionInvocation().Build();
        var options = Budget(100);
        options.Tools = [ScriptedChat.Weather];

        await client.GetResponseAsync([Question, .. Round(tokens: 40)], options, Cancel);

        // The first of them thinks up all that is left, so the others do not think at all.
        var prompts = chat.Backend.Requests.Select(chat.PromptOf).ToList();
        Assert.Equal([60, null, null], chat.Backend.Requests.Select(request => request.Thinking?.MaxTokens));
        Assert.Equal([false, true, true], prompts.Select(prompt => prompt.EndsWith(EmptyThought, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SaveSession_BudgetUsedUp_SavesThePromptAsItWasRead()
    {
        var file = Path.GetTempFileName();
        await using var chat = new ScriptedChat("Hello!");
        ChatMessage[] history = [Question, .. Round(tokens: 100)];

        await chat.Client.GetResponseAsync(history, Budget(100), Cancel);

        Assert.EndsWith(EmptyThought, chat.PromptOf(chat.Request), StringComparison.Ordinal);
        // The last token is computed only with what follows it.
        Assert.Equal(chat.Request.Prompt.Count - 1, await chat.Client.SaveSessionAsync(file, history, Budget(100), Cancel));
        File.Delete(file);
    }

    [Theory]
    [InlineData(40, 60)]
    [InlineData(100, null)]
    [InlineData(101, null)]
    public async Task GetResponse_RoundThatTellsItsTokens_IsTakenOff(int spent, int? left)
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        await chat.Client.GetResponseAsync([Question, .. Round(spent)], Budget(100), Cancel);
        Assert.Equal(left, chat.Request.Thinking?.MaxTokens);
    }

    [Fact]
    public async Task GetResponse_HistoryReadBackFromJson_StillTellsItsTokens()
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        var json = JsonSerializer.Serialize<ChatMessage[]>([Question, .. Round(tokens: 40)], AIJsonUtilities.DefaultOptions);
        await chat.Client.GetResponseAsync(JsonSerializer.Deserialize<ChatMessage[]>(json, AIJsonUtilities.DefaultOptions)!, Budget(100), Cancel);
        Assert.Equal(60, chat.Request.Thinking?.MaxTokens);
    }

    [Fact]
    public async Task GetResponse_RoundWithItsReasoningOnly_IsCounted()
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        var round = Round(tokens: 0);
        round[0].AdditionalProperties = null;
        round[0].Contents.Insert(0, new TextReasoningContent("ten signs."));
        await chat.Client.GetResponseAsync([Question, .. round], Budget(100), Cancel);
        Assert.Equal(90, chat.Request.Thinking?.MaxTokens);
    }

    [Fact]
    public async Task GetResponse_NewQuestion_HasTheWholeBudget()
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        await chat.Client.GetResponseAsync([Question, .. Round(tokens: 90), new(ChatRole.Assistant, "7 degrees."), Question], Budget(100), Cancel);
        Assert.Equal(100, chat.Request.Thinking?.MaxTokens);
    }

    [Fact]
    public async Task GetResponse_ReasoningNotReturned_StillTellsItsTokens()
    {
        await using var chat = Thinker("Hello!");
        var options = Budget(5);
        options.Reasoning = new() { Output = ReasoningOutput.None };
        var message = (await chat.AskAsync(options)).Messages[0];
        Assert.InRange((int)message.AdditionalProperties!["reasoning_tokens"]!, 5, 7);
        Assert.Empty(message.Contents.OfType<TextReasoningContent>());
    }

    [Fact]
    public async Task GetResponse_NoBudgetAtAll_DoesNotThink()
    {
        await using var chat = new ScriptedChat("Hello!");
        await chat.AskAsync(Budget(0));
        Assert.EndsWith(EmptyThought, chat.PromptOf(chat.Request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData("many")]
    [InlineData(1.5)]
    public async Task GetResponse_BudgetThatIsNoNumberOfTokens_IsRefused(object budget)
    {
        await using var chat = new ScriptedChat("never");
        var options = new ChatOptions { AdditionalProperties = new() { ["reasoning_budget"] = budget } };
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.AskAsync(options));
    }

    private static ChatOptions Budget(int tokens) => new() { AdditionalProperties = new() { ["reasoning_budget"] = tokens } };

    private static ChatMessage[] Round(int tokens) =>
    [
        new(ChatRole.Assistant, [new FunctionCallContent("id", "get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })])
        {
            AdditionalProperties = new() { ["reasoning_tokens"] = tokens },
        },
        new(ChatRole.Tool, [new FunctionResultContent("id", "7 degrees")]),
    ];

    /// <summary>A model that would think for ever, and gives its answers behind thoughts that are closed.</summary>
    private static ScriptedChat Thinker(params string[] answers)
    {
        var asked = -1;
        var (open, close) = (ByteVocabulary.Special("<think>"), ByteVocabulary.Special("</think>"));
        return new ScriptedChat(new ScriptedBackend(sequence =>
        {
            var tokens = sequence.ToList();
            if (tokens.LastIndexOf(open) > tokens.LastIndexOf(close))
                return new('h');
            var answer = ByteVocabulary.Parse(answers[Math.Clamp(asked, 0, answers.Length - 1)] + "<|im_end|>");
            var written = tokens.Count - 1 - tokens.LastIndexOf(close) - 1;
            if (written == 0)
                answer = ByteVocabulary.Parse(answers[Math.Min(++asked, answers.Length - 1)] + "<|im_end|>");
            return answer[written];
        }));
    }
}
