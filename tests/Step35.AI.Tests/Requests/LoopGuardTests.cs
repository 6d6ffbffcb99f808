using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.Engine.Loops;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Requests;

public sealed class LoopGuardTests
{
    [Fact]
    public async Task GetResponse_NoOptions_GuardsGently()
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        await chat.AskAsync();
        Assert.Equal(LoopGuard.Gentle, chat.Request.LoopGuard);
    }

    [Theory]
    [InlineData("off", LoopGuard.Off)]
    [InlineData("Strict", LoopGuard.Strict)]
    public async Task GetResponse_OptionOfTheRequest_Wins(string option, LoopGuard expected)
    {
        await using var chat = new ScriptedChat("</think>Hello!");
        await chat.AskAsync(Guard(option));
        Assert.Equal(expected, chat.Request.LoopGuard);
    }

    [Fact]
    public async Task GetResponse_OtherWord_IsRefused()
    {
        await using var chat = new ScriptedChat("never");
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => chat.AskAsync(Guard("maybe")));
    }

    [Fact]
    public async Task GetResponse_AnswerThatOnlyLoops_EndsWithThatReasonAndKeepsWhatWasWritten()
    {
        await using var chat = new ScriptedChat(new ScriptedBackend(_ => new('x')) { SequenceLength = 2000 });
        var options = Guard("strict");
        options.Reasoning = new() { Effort = ReasoningEffort.None };

        var response = await chat.AskAsync(options);

        Assert.Equal(new ChatFinishReason("loop"), response.FinishReason);
        Assert.Equal(new string('x', (int)response.Usage!.OutputTokenCount!), response.Text);
    }

    private static ChatOptions Guard(string guard) => new() { AdditionalProperties = new() { ["loop_guard"] = guard } };
}
