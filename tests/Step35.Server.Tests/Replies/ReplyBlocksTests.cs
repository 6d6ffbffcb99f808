using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Server.Replies;

namespace Step35.Server.Tests.Replies;

public class ReplyBlocksTests
{
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
