using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Prompting;

/// <summary>Branch points stand where the prompts of later requests begin to differ.</summary>
public sealed class BranchPointTests
{
    private static readonly Tokenizer Tokenizer = new(new ByteVocabulary());

    private static readonly ChatMessage System = new(ChatRole.System, "Be brief.");
    private static readonly ChatMessage Question = new(ChatRole.User, "Weather?");
    private static readonly ChatMessage Result = new(ChatRole.Tool, [new FunctionResultContent("1", "rain")]);
    private static readonly ChatMessage Answer = new(ChatRole.Assistant, [new TextReasoningContent("Rain."), new TextContent("It rains.")]);
    private static readonly ChatMessage Call = new(
        ChatRole.Assistant, [new TextReasoningContent("I look."), new FunctionCallContent("1", "look", new Dictionary<string, object?> { ["a"] = 1 })]);

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[1, 12], Gen.OneOf("Hi", "<think>", "</think>", "<|im_start|>user", "<tool_response>x</tool_response>", "é🙂"));

    private static readonly Gen<ChatMessage> AnyAnswer =
        from text in Text
        from reasoning in Text
        from kind in Gen.Int[0, 3]
        select new ChatMessage(ChatRole.Assistant, kind switch
        {
            0 => [new TextContent(text)],
            1 => [new TextReasoningContent(reasoning), new TextContent(text)],
            2 => [new TextReasoningContent(reasoning), new FunctionCallContent("1", "look")],
            _ => [],
        });

    private static readonly Gen<ChatMessage> AnyMessage = Gen.OneOf(
        Text.Select(text => new ChatMessage(ChatRole.User, text)),
        AnyAnswer,
        AnyAnswer,
        Text.Select(text => new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", text)])),
        Gen.Select(Gen.Bool, Text, (observed, text) => new ChatMessage(ChatRole.System, text) { AuthorName = observed ? "observation" : null }));

    public static TheoryData<string, ChatMessage[]> Conversations => new()
    {
        { "<bos>^<|im_start|>user\nWeather?<|im_end|>\n<|im_start|>assistant\n^<think>\n", [Question] },
        { "<bos><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>assistant\n^<think>\n", [System] },
        {
            "<bos><|im_start|>system\nBe brief.<|im_end|>\n^<|im_start|>user\nWeather?<|im_end|>\n<|im_start|>assistant\nIt rains.<|im_end|>\n"
            + "^<|im_start|>user\nWeather?<|im_end|>\n<|im_start|>assistant\n^<think>\n",
            [System, Question, Answer, Question]
        },
        {
            "<bos>^<|im_start|>user\nWeather?<|im_end|>\n<|im_start|>assistant\n^<think>\nI look.\n</think>\n"
            + "<tool_call>\n<function=look>\n<parameter=a>\n1\n</parameter>\n</function>\n</tool_call><|im_end|>\n"
            + "<|im_start|>tool_response\n<tool_response>rain</tool_response><|im_end|>\n<|im_start|>assistant\n<think>\n",
            [Question, Call, Result]
        },
        {
            "<bos>^<|im_start|>user\nWeather?<|im_end|>\n<|im_start|>user\n<tool_response>rain</tool_response><|im_end|>\n"
            + "<|im_start|>observation\nBe brief.<|im_end|>\n<|im_start|>assistant\n^<think>\n\n</think>\nHi.<|im_end|>\n"
            + "<|im_start|>assistant\n<think>\n",
            [
                Question, new(ChatRole.User, "<tool_response>rain</tool_response>"),
                new(ChatRole.System, "Be brief.") { AuthorName = "observation" }, new(ChatRole.Assistant, "Hi."),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Conversations), DisableDiscoveryEnumeration = true)]
    public void Render_Conversation_MarksQuestionsAndTheCurrentReasoning(string expected, ChatMessage[] messages)
    {
        var segments = PromptRenderer.Render(PromptText.Request(messages));
        Assert.Equal(expected, string.Concat(segments.Select(segment => (segment.IsBranchPoint ? "^" : "") + segment.Text)));
    }

    [Fact]
    public void Render_ThinkingOff_MarksTheSamePlace()
    {
        var thinking = Tokenizer.EncodePrompt(PromptRenderer.Render(PromptText.Request(System, Question)));
        var silent = Tokenizer.EncodePrompt(PromptRenderer.Render(PromptText.Request(System, Question) with { Think = false }));
        Assert.Equal(thinking.BranchPoints, silent.BranchPoints);
        Assert.Equal(2, silent.BranchPoints.Count);
    }

    [Fact]
    public void Render_AnyConversation_KeepsTheTokensOfTheUnmarkedPrompt() =>
        Conversation().Sample(messages =>
        {
            var segments = PromptRenderer.Render(PromptText.Request(messages));
            var prompt = Tokenizer.EncodePrompt(segments);
            Assert.Equal(Tokenizer.Encode([.. segments.Select(segment => segment with { IsBranchPoint = false })]), prompt.Tokens);
            Assert.Equal(segments.Count(segment => segment.IsBranchPoint), prompt.BranchPoints.Count);
        });

    [Fact]
    public void Render_NextQuestion_DiffersFromTheLastBranchPointOn() =>
        Gen.Select(Conversation(), AnyAnswer, Gen.Bool).Sample((messages, answer, think) =>
        {
            var prompt = Encode(messages, think);
            var next = Encode([.. messages, answer, new ChatMessage(ChatRole.User, "And now?")], think);
            var common = prompt.Tokens.Zip(next.Tokens).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.Equal(prompt.BranchPoints[^1], common);
            Assert.Equal(prompt.BranchPoints.SkipLast(1), next.BranchPoints.Take(prompt.BranchPoints.Count - 1));
        });

    private static Gen<ChatMessage[]> Conversation() => AnyMessage.Array[1, 8];

    private static EncodedPrompt Encode(IReadOnlyList<ChatMessage> messages, bool think) =>
        Tokenizer.EncodePrompt(PromptRenderer.Render(PromptText.Request(messages) with { Think = think }));
}
