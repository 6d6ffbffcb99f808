using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Server.Replies;

namespace Step35.Server.Tests.Replies;

public class ReplyBlocksTests
{
    private static readonly Gen<AIContent> AnyContent = Gen.Select<int, int, AIContent>(Gen.Int[0, 4], Gen.Int[-9, 0], (kind, likelihood) => kind switch
    {
        0 => new TextContent(""),
        1 => new TextContent("Hi"),
        2 => new TextReasoningContent("Hm."),
        3 => new FunctionCallContent("c", "f"),
        _ => new TextLikelihoodContent([new TextToken("i"u8.ToArray(), likelihood)]),
    });

    [Fact]
    public void Push_AnyCut_GivesTheSameBlocks() => Gen.Select(ReplyScript.Any, Gen.Int[1, 5].Array[1, 4], Gen.Bool).Sample((script, lengths, streams) =>
    {
        var blocks = new ReplyBlocks();
        foreach (var update in script.Cut(lengths, streams))
            blocks.Push(update);
        blocks.Close();
        Assert.Equal(Describe(ReplyBlocks.Of(script.Cut([1000], streamsArguments: false).ToChatResponse())), Describe(blocks));
    });

    [Fact]
    public void Push_Steps_OpenAppendAndCloseOneBlockAtATime() => Gen.Select(ReplyScript.Any, Gen.Int[1, 5].Array[1, 4], Gen.Bool).Sample((script, lengths, streams) =>
    {
        var blocks = new ReplyBlocks();
        var told = new List<string>();
        ReplyBlock? open = null;
        foreach (var update in script.Cut(lengths, streams))
            Follow(blocks.Push(update));
        Follow(blocks.Close());
        Assert.Equal((null, script.Blocks.Count), (open, told.Count));
        Assert.Equal(blocks.All.Select(block => block.Text), told);

        void Follow(IReadOnlyList<ReplyStep> steps)
        {
            foreach (var step in steps)
            {
                Assert.Same(step.Kind == ReplyStepKind.Open ? null : step.Block, open);
                open = step.Kind == ReplyStepKind.Close ? null : step.Block;
                if (step.Kind == ReplyStepKind.Open)
                    told.Add("");
                told[step.Block.Index] += step.Piece;
            }
        }
    });

    [Fact]
    public void Push_TokensInAnyCut_AreTold() => Gen.Select(AnyContent.List[0, 8], Gen.Int[1, 4]).Sample((contents, length) =>
    {
        contents.Add(new TextContent("."));
        var blocks = new ReplyBlocks();
        List<TextToken> told = [];
        foreach (var piece in contents.Chunk(length))
            told.AddRange(blocks.Push(new ChatResponseUpdate(ChatRole.Assistant, piece)).SelectMany(step => step.Tokens));
        blocks.Close();
        var whole = ReplyBlocks.Of(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)));
        Assert.Equal(contents.OfType<TextLikelihoodContent>().SelectMany(content => content.Tokens), told);
        Assert.Equal(whole.All.Select(block => block.Tokens), blocks.All.Select(block => block.Tokens));
        Assert.Equal(told, blocks.All.SelectMany(block => block.Tokens));
    });

    [Fact]
    public void Push_TokensOfTextBeforeACall_AreKept()
    {
        var blocks = new ReplyBlocks();
        var token = new TextToken("Hm."u8.ToArray(), -1);
        blocks.Push(ScriptedClient.Text("Hm."));
        blocks.Push(ScriptedClient.Call("c", "f", "city", "Oslo"));
        blocks.Push(new ChatResponseUpdate(ChatRole.Assistant, [new TextLikelihoodContent([token])]));
        blocks.Close();
        Assert.Equal([token], blocks.All[0].Tokens);
    }

    [Theory]
    [InlineData("step35:First. Second.", "First. Second.")]
    [InlineData("theirs", "")]
    public void Push_ProtectedThought_KeepsTheWordsOfOneInShortOnly(string protectedData, string words)
    {
        var blocks = new ReplyBlocks();
        blocks.Push(new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent("First. "), new TextReasoningContent("…") { ProtectedData = protectedData }]));
        Assert.Equal(("First. …", words), (Assert.Single(blocks.All).Text, blocks.All[0].Words));
    }

    [Fact]
    public void Push_CallThatTurnsOutToBeNone_IsNotWhole()
    {
        var blocks = new ReplyBlocks();
        blocks.Push(new ChatResponseUpdate(ChatRole.Assistant, [new FunctionArgumentsDelta("c", "f", "{\"a\""), new ErrorContent("no call")]));
        blocks.Push(ScriptedClient.Text("Hm."));
        Assert.Equal([false, true], blocks.All.Select(block => block.IsWhole));
        Assert.True(blocks.HasBrokenCall);
    }

    [Fact]
    public void Push_CallThatIsCutOff_IsNotBroken()
    {
        var blocks = new ReplyBlocks();
        blocks.Push(new ChatResponseUpdate(ChatRole.Assistant, [new FunctionArgumentsDelta("c", "f", "{\"a\"")]) { FinishReason = ChatFinishReason.Length });
        Assert.True(blocks.IsCutOff);
        Assert.False(blocks.HasBrokenCall);
    }

    [Fact]
    public void Push_CallsOfOneId_AreKeptApart()
    {
        var blocks = new ReplyBlocks();
        blocks.Push(ScriptedClient.Call("", "f", "city", "Oslo"));
        blocks.Push(ScriptedClient.Call("", "f", "city", "Rome"));
        Assert.Equal(["""{"city":"Oslo"}""", """{"city":"Rome"}"""], blocks.All.Select(block => block.Text));
    }

    private static IEnumerable<string> Describe(ReplyBlocks blocks) =>
        blocks.All.Select(block => $"{block.Index} {block.Kind} {block.CallId} {block.FunctionName} {block.IsWhole} {block.Text}").Append($"{blocks.Usage.TotalTokenCount} {blocks.FinishReason}");
}
