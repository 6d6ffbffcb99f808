using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.AI.Tests.Prompting;

/// <summary>Renders conversations of tests as plain text.</summary>
internal static class PromptText
{
    public const string AnswerStart = "<|im_start|>assistant\n<think>\n";

    public static PromptRequest Request(params IReadOnlyList<ChatMessage> messages) => Request(instructions: null, messages);

    public static PromptRequest Request(string? instructions, IReadOnlyList<ChatMessage> messages) =>
        new(PromptMessageReader.Read(messages, instructions), [], Think: true, "<bos>");

    public static string Of(PromptRequest request) => string.Concat(PromptRenderer.Render(request).Select(segment => segment.Text));

    public static string Of(params ChatMessage[] messages) => Of(Request(messages));
}
