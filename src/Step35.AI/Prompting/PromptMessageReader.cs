using System.Globalization;
using Microsoft.Extensions.AI;

namespace Step35.AI.Prompting;

/// <summary>Turns chat messages into the template's messages.</summary>
/// <remarks>
/// Every text part, the reasoning and every tool result is trimmed: untrimmed history sends the model into loops of
/// self-correction. Each result of a tool message becomes a message of its own. Usage is ignored, and so are errors, which
/// report on the machinery and are no part of the dialogue, and the pieces of calls that stand there as a whole. Other
/// content is refused rather than lost in silence.
/// </remarks>
internal static class PromptMessageReader
{
    private static readonly ChatRole Developer = new("developer");

    public static IReadOnlyList<PromptMessage> Read(IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0)
            throw new ArgumentException("A conversation needs at least one message.", nameof(messages));
        var result = new List<PromptMessage>(messages.Count + 1);
        foreach (var (index, message) in messages.Index())
            result.AddRange(Read(message, isFirst: result.Count == 0)
                .Select(read => read with { SourceIndex = index, ReasoningTokens = ReadReasoningTokens(message) }));
        AddInstructions(result, TemplateSpace.Trim(instructions ?? ""));
        return result;
    }

    private static IEnumerable<PromptMessage> Read(ChatMessage message, bool isFirst)
    {
        var role = ReadRole(message, isFirst);
        var parts = MessageParts.Of(message);
        if (!string.IsNullOrEmpty(parts.Reasoning) && role != PromptRole.Assistant)
            throw Misplaced(nameof(TextReasoningContent), ChatRole.Assistant);
        if (parts.Calls.Count > 0 && role != PromptRole.Assistant)
            throw Misplaced(nameof(FunctionCallContent), ChatRole.Assistant);
        if (parts.Results.Count > 0 && role != PromptRole.Tool)
            throw Misplaced(nameof(FunctionResultContent), ChatRole.Tool);
        var results = parts.Results.Select(text => new PromptMessage(PromptRole.Tool, text));
        // A tool message may hold plain text instead of results, or beside them.
        return parts.Results.Count == 0 || parts.Text.Length > 0
            ? results.Append(new PromptMessage(role, parts.Text, parts.Reasoning, parts.Calls))
            : results;
    }

    // Histories may have been written as JSON and read back.
    private static int? ReadReasoningTokens(ChatMessage message)
    {
        object? spent = null;
        if (message.Role == ChatRole.Assistant)
            message.AdditionalProperties?.TryGetValue(ResponseFacts.ReasoningTokens, out spent);
        return int.TryParse($"{spent}", NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) ? tokens : null;
    }

    private static PromptRole ReadRole(ChatMessage message, bool isFirst)
    {
        if (message.Role == ChatRole.User)
            return PromptRole.User;
        if (message.Role == ChatRole.Assistant)
            return PromptRole.Assistant;
        if (message.Role == ChatRole.Tool)
            return PromptRole.Tool;
        if (message.Role != ChatRole.System && message.Role != Developer)
            throw new InvalidConversationException("A message has an unknown role. Use system, developer, user, assistant or tool.");
        return message.AuthorName == "observation" && !isFirst ? PromptRole.Observation : PromptRole.System;
    }

    private static InvalidConversationException Misplaced(string content, ChatRole role) =>
        new($"A message of another role holds {content}. Put it into a message of role '{role.Value}'.");

    private static void AddInstructions(List<PromptMessage> messages, string instructions)
    {
        if (instructions.Length == 0)
            return;
        if (messages[0].Role != PromptRole.System)
            messages.Insert(0, new PromptMessage(PromptRole.System, instructions));
        else if (messages[0].Text.Length == 0)
            messages[0] = messages[0] with { Text = instructions };
        else
            messages[0] = messages[0] with { Text = instructions + "\n\n" + messages[0].Text };
    }
}
