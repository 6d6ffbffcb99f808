using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Step35.AI.Tests.Prompting;

public sealed class PromptMessageReaderTests
{
    private static readonly ChatMessage Hello = new(ChatRole.User, "Hello");

    [Theory]
    [InlineData("Be brief.", "<bos><|im_start|>system\nBe brief.\n\nYou are kind.<|im_end|>\n<|im_start|>user")]
    [InlineData("  Be brief.\n", "<bos><|im_start|>system\nBe brief.\n\nYou are kind.<|im_end|>\n<|im_start|>user")]
    [InlineData(" ", "<bos><|im_start|>system\nYou are kind.<|im_end|>\n<|im_start|>user")]
    [InlineData(null, "<bos><|im_start|>system\nYou are kind.<|im_end|>\n<|im_start|>user")]
    public void Read_InstructionsAndSystem_JoinInOneTurn(string? instructions, string expected)
    {
        var request = PromptText.Request(instructions, [new ChatMessage(ChatRole.System, "You are kind."), Hello]);
        Assert.StartsWith(expected, PromptText.Of(request), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InstructionsWithoutSystemText_BecomeTheSystemTurn()
    {
        const string expected = "<bos><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user";
        var alone = PromptText.Request("Be brief.", [Hello]);
        var withEmpty = PromptText.Request("Be brief.", [new ChatMessage(ChatRole.System, " "), Hello]);
        Assert.StartsWith(expected, PromptText.Of(alone), StringComparison.Ordinal);
        Assert.StartsWith(expected, PromptText.Of(withEmpty), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Developer_CountsAsSystem() =>
        Assert.Equal(
            PromptText.Of(new ChatMessage(ChatRole.System, "x"), Hello),
            PromptText.Of(new ChatMessage(new ChatRole("developer"), "x"), Hello));

    [Fact]
    public void Read_SystemByObservation_HasItsOwnRoleUnlessFirst()
    {
        var observation = new ChatMessage(ChatRole.System, "seen") { AuthorName = "observation" };
        AssertHolds("<|im_end|>\n<|im_start|>observation\nseen", PromptText.Of(Hello, observation));
        AssertHolds("<bos><|im_start|>system\nseen", PromptText.Of(observation, Hello));
    }

    [Fact]
    public void Read_NoMessages_Throws() => Assert.Throws<ArgumentException>(() => PromptText.Of());

    [Fact]
    public void Read_UnknownRole_SaysWhichAreKnown()
    {
        var critic = new ChatMessage(new ChatRole("critic"), "x");
        AssertHolds("user", Assert.Throws<InvalidConversationException>(() => PromptText.Of(critic)).Message);
    }

    [Fact]
    public void Read_ImageContent_IsRefusedByName()
    {
        var image = new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")]);
        var error = Assert.Throws<UnsupportedContentException>(() => PromptText.Of(image));
        Assert.Equal(nameof(DataContent), error.ContentType);
        AssertHolds(nameof(DataContent), error.Message);
    }

    [Fact]
    public void Read_CallOrResultInTheWrongMessage_IsRefused()
    {
        var call = new ChatMessage(ChatRole.User, [new FunctionCallContent("id", "f")]);
        var result = new ChatMessage(ChatRole.User, [new FunctionResultContent("id", "r")]);
        Assert.Throws<InvalidConversationException>(() => PromptText.Of(call));
        Assert.Throws<InvalidConversationException>(() => PromptText.Of(result));
    }

    [Fact]
    public void Read_UsageAndErrors_AreIgnored()
    {
        var noisy = new ChatMessage(ChatRole.User, [new UsageContent(new UsageDetails()), new TextContent("Hello"), new ErrorContent("late")]);
        Assert.Equal(PromptText.Of(Hello), PromptText.Of(noisy));
    }

    [Fact]
    public void Read_ReasoningParts_AreJoinedThenTrimmed()
    {
        var answer = new ChatMessage(ChatRole.Assistant,
            [new TextReasoningContent("\n a "), new TextReasoningContent(" b\n"), new TextContent(" c ")]);
        AssertHolds("<think>\na  b\n</think>\nc<|im_end|>", PromptText.Of(Hello, answer));
    }

    [Fact]
    public void Read_ToolMessageWithTextOnly_IsOneResponse() =>
        AssertHolds("<tool_response>plain</tool_response><|im_end|>", PromptText.Of(Hello, new ChatMessage(ChatRole.Tool, "plain ")));

    [Fact]
    public void Read_ArgumentsOfAnyClrType_ReadAsPythonPrintsThem()
    {
        (object? Value, string Written)[] cases =
        [
            (null, "None"), (true, "True"), (default(JsonElement), "None"), (3, "3"),
            (1.0, "1.0"), (0.1f, "0.1"), (2f, "2.0"), (1e-5, "1e-05"), (double.NaN, "nan"), (double.NegativeInfinity, "-inf"), (1.10m, "1.1"),
            (ulong.MaxValue, "18446744073709551615"), (" raw\n", " raw\n"),
            (DayOfWeek.Friday, "Friday"), (new DateOnly(2026, 11, 24), "2026-11-24"), (JsonValue.Create("text"), "text"),
            (new JsonObject { ["b"] = 1, ["a"] = null }, """{"b": 1, "a": null}"""), (new[] { 1.5, 2 }, "[1.5, 2]"),
            (new Dictionary<string, object?> { ["z"] = "é\n", ["y"] = new[] { true } }, """{"z": "é\n", "y": [true]}"""),
        ];
        foreach (var (value, written) in cases)
        {
            var call = new FunctionCallContent("id", "f", new Dictionary<string, object?> { ["p"] = value });
            AssertHolds($"<parameter=p>\n{written}\n</parameter>", PromptText.Of(Hello, new ChatMessage(ChatRole.Assistant, [call])));
        }
    }

    [Fact]
    public void Read_ResultsOfAnyClrType_ReadAsTextOrJson()
    {
        (object? Value, string Written)[] cases =
        [
            (null, ""), (" text\n", "text"), (JsonElement.Parse("\"text\""), "text"), (JsonElement.Parse("null"), "null"),
            (true, "true"), (2.0, "2.0"),
            (new InvalidOperationException("no"), "Error: no"), (new { Name = "é", Count = 1 }, """{"name": "é", "count": 1}"""),
            (new TextContent("inner"), "inner"), (new AIContent[] { new TextContent("a"), new TextContent("b") }, "ab"),
        ];
        foreach (var (value, written) in cases)
            AssertHolds($"<tool_response>{written}</tool_response>", PromptText.Of(Hello, Result(value)));
    }

    [Fact]
    public void Read_FailedResultWithoutValue_ReportsTheError()
    {
        var failed = new FunctionResultContent("id", null) { Exception = new InvalidOperationException("no disk") };
        AssertHolds("<tool_response>Error: no disk<", PromptText.Of(Hello, new ChatMessage(ChatRole.Tool, [failed])));
    }

    [Fact]
    public void Read_ResultThatCannotBeWritten_IsATypedError()
    {
        var circle = new Dictionary<string, object?>();
        circle["self"] = circle;
        Assert.Throws<InvalidConversationException>(() => PromptText.Of(Hello, Result(circle)));
        Assert.Throws<InvalidConversationException>(() => PromptText.Of(Hello, Result(new[] { double.NaN })));
        Assert.Throws<UnsupportedContentException>(() => PromptText.Of(Hello, Result(new UriContent("https://example.com/x.png", "image/png"))));
    }

    private static void AssertHolds(string part, string text) => Assert.Contains(part, text, StringComparison.Ordinal);

    private static ChatMessage Result(object? value) => new(ChatRole.Tool, [new FunctionResultContent("id", value)]);
}
