using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Server.Anthropic.Wire;
using Step35.Server.Dialects;
using Step35.Server.Errors;

namespace Step35.Server.Anthropic;

/// <summary>Reads blocks of content.</summary>
internal static class BlockReader
{
    /// <exception cref="ApiException">A block is none of the role's, or lacks a field.</exception>
    public static IEnumerable<AIContent> Read(IReadOnlyList<ContentBlock> blocks, string path, ChatRole role) => blocks
        .ReadEach(path, (block, place) => OwnerOf(block) is { } owner && owner != role
            ? throw ApiException.Wrong($"{place}.type", $"'{block.Type}' belongs in turns of the {owner.Value} alone.")
            : Read(block, place))
        .OfType<AIContent>();

    private static ChatRole? OwnerOf(ContentBlock block) => block.Type switch
    {
        "thinking" or "redacted_thinking" or "tool_use" => ChatRole.Assistant,
        "tool_result" => ChatRole.User,
        _ => null,
    };

    // What another model thought and sealed means nothing to this one.
    private static AIContent? Read(ContentBlock block, string path) => block.Type switch
    {
        "text" => new TextContent(block.Text.OrMissing($"{path}.text")),
        "redacted_thinking" => null,
        "thinking" => ShortenedThought.Restore(block.Thinking.OrMissing($"{path}.thinking"), block.Signature),
        "tool_use" => new FunctionCallContent(
            block.Id.OrMissing($"{path}.id"),
            block.Name.OrMissing($"{path}.name"),
            CallArguments.Read(block.Input?.GetRawText(), $"{path}.input")),
        "tool_result" => new FunctionResultContent(block.ToolUseId.OrMissing($"{path}.tool_use_id"), ReadResult(block, $"{path}.content")),
        _ => throw ApiException.Unsupported($"{path}.type", $"'{block.Type}' is none of text, thinking, tool_use and tool_result."),
    };

    // The model has seen failures marked in this way.
    private static string ReadResult(ContentBlock block, string path) =>
        (block.IsError == true ? "Error: " : "") + string.Concat(block.Content.ReadEach(path, ReadText));

    private static string ReadText(ContentBlock part, string path) => part.Type == "text"
        ? part.Text.OrMissing($"{path}.text")
        : throw ApiException.Unsupported($"{path}.type", $"'{part.Type}' is no text, and the model reads text only.");
}
