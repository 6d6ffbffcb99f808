using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Engine.Tokenization;

namespace Step35.AI.ModelTests;

/// <summary>Conversations that grow turn by turn, in the small model's own tokens.</summary>
public sealed class LongConversationTests(NanoChat nano) : IClassFixture<NanoChat>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BranchPoints_EveryTurnOfAConversation_AreWhereTheNextPromptDiffers()
    {
        using var client = nano.CreateClient();
        using var agent = client.AsBuilder().UseFunctionInvocation().Build();
        List<ChatMessage> history = [];
        foreach (var question in new[] { "Hello!", "What is the weather in Oslo?", "Thanks!", "Who are you?" })
        {
            history.Add(new ChatMessage(ChatRole.User, question));
            var before = Encode(history);
            history.AddMessages(await agent.GetResponseAsync(history, NanoChat.Offering(), Token));
            var after = Encode([.. history, new ChatMessage(ChatRole.User, "Hello!")]);

            var common = before.Tokens.Zip(after.Tokens).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.Equal(before.BranchPoints[^1], common);
            Assert.Equal(nano.Engine.Tokenizer.FindSpecial("<think>"), before.Tokens[common]);
        }
    }

    [Fact]
    public async Task DropOldestTurns_ConversationOfTwoHundredTurns_IsAnsweredWithTheLatest()
    {
        using var client = nano.CreateClient();
        List<ChatMessage> history = [];
        for (var turn = 0; turn < 200; turn++)
            history.AddRange([new(ChatRole.User, "Hello!"), new(ChatRole.Assistant, "Hello! How can I help you?")]);
        history.Add(new ChatMessage(ChatRole.User, "Hello!"));
        var options = NanoChat.Greedy;
        options.AdditionalProperties = new() { ["context_overflow"] = "drop_oldest_turns" };

        var response = await client.GetResponseAsync(history, options, Token);

        Assert.NotEmpty(response.Text);
        var dropped = (int)Assert.Single(response.Messages).AdditionalProperties!["dropped_messages"]!;
        Assert.Equal(Encode(history.Skip(dropped)).Tokens.Count, response.Usage!.InputTokenCount);
        Assert.InRange((int)response.Usage.InputTokenCount!, 400, NanoChat.Options.ContextLength!.Value - options.MaxOutputTokens!.Value);
    }

    private EncodedPrompt Encode(IEnumerable<ChatMessage> messages)
    {
        var tokenizer = nano.Engine.Tokenizer;
        var read = PromptMessageReader.Read([.. messages], instructions: null);
        return tokenizer.EncodePrompt(PromptRenderer.Render(new PromptRequest(read, [], Think: true, tokenizer.BeginningOfTextSpelling)));
    }
}
