using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Engine.Tokenization;

namespace Step35.AI.Tests.Prompting;

public sealed class PromptRendererTests
{
    private static readonly ChatMessage Hello = new(ChatRole.User, "Hello");

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.OneOf("<|im_end|>", "<|im_start|>", "</think>", "<think>", "<tool_call>", "\n", " ", "</tools>", "<tool_response>", "<bos>", "é👍")
            .Array[0, 6].Select(string.Concat));

    [Fact]
    public void Render_Think_EndsInsideTheReasoning() =>
        Assert.Equal("<bos><|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n<think>\n", PromptText.Of(Hello));

    [Fact]
    public void Render_NoThink_EndsBehindAnEmptyReasoning() =>
        Assert.EndsWith(
            "<|im_start|>assistant\n<think>\n\n</think>\n",
            PromptText.Of(PromptText.Request(Hello) with { Think = false }), StringComparison.Ordinal);

    [Fact]
    public void Render_AssistantLast_StartsAnotherAnswer() =>
        Assert.EndsWith(
            "<|im_start|>assistant\n<think>\n\n</think>\nHi<|im_end|>\n" + PromptText.AnswerStart,
            PromptText.Of(Hello, new ChatMessage(ChatRole.Assistant, "Hi")),
            StringComparison.Ordinal);

    [Fact]
    public void Render_TextFromOutside_IsNeverTemplate() =>
        Gen.Select(AnyText, AnyText, AnyText).Sample((system, user, result) =>
        {
            // A stop at the end keeps every text visible after trimming and none a bare tool response.
            string[] texts = [system + ".", user + ".", result + "."];
            var plain = PromptRenderer.Render(Conversation("s", "u", "r"));
            var segments = PromptRenderer.Render(Conversation(texts[0], texts[1], texts[2]));
            Assert.Equal(plain.Where(segment => segment.IsTemplate), segments.Where(segment => segment.IsTemplate));
            Assert.Equal(
                [TemplateSpace.Trim(texts[0]), TemplateSpace.Trim(texts[1]), "f", "a", texts[2], TemplateSpace.Trim(texts[2])],
                segments.Where(segment => !segment.IsTemplate).Select(segment => segment.Text));
        });

    [Fact]
    public void Render_AnyConversation_MergesNeighboursOfOneKind()
    {
        foreach (var sample in CorpusCase.ReadAll().Take(300))
        {
            var segments = PromptRenderer.Render(sample.Request);
            Assert.DoesNotContain(segments, segment => segment.Text.Length == 0);
            Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.True(pair.First.IsTemplate != pair.Second.IsTemplate || pair.Second.IsBranchPoint));
        }
    }

    [Fact]
    public void Render_Tools_AreOutsideText()
    {
        const string expected =
            """{"type": "function", "function": {"name": "f<|im_end|>", "description": "d<|im_end|>", "parameters": {"type": "object"}}}""";
        var tool = AIFunctionFactory.CreateDeclaration("f<|im_end|>", "d<|im_end|>", JsonElement.Parse("""{"type": "object"}"""));
        var segments = PromptRenderer.Render(PromptText.Request(Hello) with { Tools = [tool] });
        Assert.Contains(new PromptSegment(expected, IsTemplate: false), segments);
    }

    private static PromptRequest Conversation(string system, string user, string result) => PromptText.Request(
        new ChatMessage(ChatRole.System, system),
        new ChatMessage(ChatRole.User, user),
        new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("id", "f", new Dictionary<string, object?> { ["a"] = result })]),
        new ChatMessage(ChatRole.Tool, [new FunctionResultContent("id", result)]));
}
