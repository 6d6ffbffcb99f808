using Microsoft.Extensions.AI;
using Step35.Engine.Tokenization;

namespace Step35.AI.Prompting;

/// <summary>Writes a conversation as the prompt that the model's own chat template would write.</summary>
/// <remarks>
/// The joined text is byte-equal to the official Jinja template over trimmed messages and canonical tool schemas. Text from outside is kept in segments
/// of its own, so it can never become a special token. Rendering is linear in the length of the conversation.
/// </remarks>
internal static class PromptRenderer
{
    /// <summary>Renders a prompt that ends where the model's answer begins.</summary>
    public static IReadOnlyList<PromptSegment> Render(PromptRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var messages = PromptMessageReader.Read(request.Messages, request.Instructions);
        var writer = new PromptWriter().Template(request.BosText);
        WriteSystem(writer, messages[0], request.Tools);
        WriteTurns(writer, messages);
        WriteAnswerStart(writer, request.Think);
        return writer.Finish();
    }

    private static void WriteSystem(PromptWriter writer, PromptMessage first, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        if (tools.Count > 0)
            WriteToolSystem(writer, first, tools);
        else if (first.Role == PromptRole.System)
            WriteTurn(writer, "system", first.Text);
    }

    private static void WriteToolSystem(PromptWriter writer, PromptMessage first, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        OpenTurn(writer, "system");
        if (first.Role == PromptRole.System)
            writer.Outside(first.Text).Template("\n\n");
        writer.Template(TemplateText.ToolsStart);
        foreach (var tool in tools)
            writer.Template("\n").Outside(tool);
        writer.Template(TemplateText.ToolsEnd).Template(TemplateText.TurnEnd);
    }

    private static void WriteTurns(PromptWriter writer, IReadOnlyList<PromptMessage> messages)
    {
        var lastQuery = LastQuery(messages);
        var first = messages[0].Role == PromptRole.System ? 1 : 0;
        for (var i = first; i < messages.Count; i++)
        {
            if (messages[i].Role == PromptRole.Tool)
                WriteToolResult(writer, messages, i);
            else if (messages[i].Role == PromptRole.Assistant)
                WriteAssistant(writer, messages[i], withReasoning: i > lastQuery);
            else
                WriteTurn(writer, RoleName(messages[i].Role), messages[i].Text);
        }
    }

    /// <summary>Finds the last question of the user; only turns after it keep their reasoning.</summary>
    private static int LastQuery(IReadOnlyList<PromptMessage> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Role == PromptRole.User && !IsToolResponse(messages[i].Text))
                return i;
        }

        return messages.Count - 1;
    }

    private static bool IsToolResponse(string text) =>
        text.StartsWith(TemplateText.ResponseStart, StringComparison.Ordinal)
        && text.EndsWith(TemplateText.ResponseEnd, StringComparison.Ordinal);

    private static string RoleName(PromptRole role) => role switch
    {
        PromptRole.System => "system",
        PromptRole.Observation => "observation",
        _ => "user",
    };

    private static void WriteAssistant(PromptWriter writer, PromptMessage message, bool withReasoning)
    {
        var (reasoning, text) = AssistantText.Split(message);
        OpenTurn(writer, "assistant");
        if (withReasoning)
            writer.Template(TemplateText.ThinkStart + "\n").Outside(reasoning).Template("\n" + TemplateText.ThinkEnd + "\n");
        writer.Outside(text);
        foreach (var call in message.Calls)
            WriteCall(writer, call);
        writer.Template(TemplateText.TurnEnd);
    }

    private static void WriteCall(PromptWriter writer, PromptCall call)
    {
        writer.Template(TemplateText.CallStart + "\n" + TemplateText.FunctionStart).Outside(call.Name).Template(">\n");
        foreach (var (name, value) in call.Arguments)
        {
            writer.Template(TemplateText.ParameterStart).Outside(name).Template(">\n")
                .Outside(value).Template("\n" + TemplateText.ParameterEnd + "\n");
        }

        writer.Template(TemplateText.FunctionEnd + "\n" + TemplateText.CallEnd);
    }

    /// <summary>Writes one result; neighbouring results share a turn.</summary>
    private static void WriteToolResult(PromptWriter writer, IReadOnlyList<PromptMessage> messages, int index)
    {
        if (index == 0 || messages[index - 1].Role != PromptRole.Tool)
            OpenTurn(writer, "tool_response");
        writer.Template(TemplateText.ResponseStart).Outside(messages[index].Text).Template(TemplateText.ResponseEnd);
        if (index == messages.Count - 1 || messages[index + 1].Role != PromptRole.Tool)
            writer.Template(TemplateText.TurnEnd);
    }

    private static void WriteAnswerStart(PromptWriter writer, bool think)
    {
        OpenTurn(writer, "assistant");
        writer.Template(TemplateText.ThinkStart + "\n");
        if (!think)
            writer.Template("\n" + TemplateText.ThinkEnd + "\n");
    }

    private static void WriteTurn(PromptWriter writer, string role, string text)
    {
        OpenTurn(writer, role);
        writer.Outside(text).Template(TemplateText.TurnEnd);
    }

    private static void OpenTurn(PromptWriter writer, string role) =>
        writer.Template(TemplateText.TurnStart).Template(role).Template("\n");
}
