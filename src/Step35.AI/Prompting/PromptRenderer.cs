using Microsoft.Extensions.AI;
using Step35.Engine.Tokenization;

namespace Step35.AI.Prompting;

/// <summary>Writes a conversation as the prompt that the model's own chat template would write.</summary>
/// <remarks>
/// The joined text is byte-equal to the official Jinja template over trimmed messages and canonical tool schemas. Text from outside is kept in segments
/// of its own, so it can never become a special token. Branch points stand where a question begins and where the current turn's
/// reasoning does. Rendering is linear in the length of the conversation.
/// </remarks>
internal static class PromptRenderer
{
    /// <summary>Renders a prompt that ends where the model's answer begins.</summary>
    public static IReadOnlyList<PromptSegment> Render(PromptRequest request)
    {
        var turns = PromptTurn.Split(request.Messages);
        var writer = new PromptWriter();
        WriteStart(writer, request);
        foreach (var turn in turns.SkipLast(1))
            WriteTurn(writer, turn, isCurrent: false);
        WriteEnd(writer, request, turns is [.., var last] ? last : null);
        return writer.Finish();
    }

    /// <summary>Renders what stands before the first turn.</summary>
    public static IReadOnlyList<PromptSegment> RenderStart(PromptRequest request) => Render(writer => WriteStart(writer, request));

    /// <summary>Renders a turn that is not the last.</summary>
    public static IReadOnlyList<PromptSegment> RenderOldTurn(PromptTurn turn) => Render(writer => WriteTurn(writer, turn, isCurrent: false));

    /// <summary>Renders the last turn, if there is one, and the beginning of the answer.</summary>
    public static IReadOnlyList<PromptSegment> RenderEnd(PromptRequest request, PromptTurn? last) =>
        Render(writer => WriteEnd(writer, request, last));

    private static IReadOnlyList<PromptSegment> Render(Action<PromptWriter> write)
    {
        var writer = new PromptWriter();
        write(writer);
        return writer.Finish();
    }

    private static void WriteStart(PromptWriter writer, PromptRequest request)
    {
        writer.Template(request.BosText);
        WriteSystem(writer, request.Messages[0], request.Tools);
    }

    private static void WriteEnd(PromptWriter writer, PromptRequest request, PromptTurn? last)
    {
        // Only a turn that answers a question keeps its reasoning, and only until the next question.
        var isCurrent = last?.HasQuestion ?? false;
        if (last is not null)
            WriteTurn(writer, last, isCurrent);
        WriteAnswerStart(writer, request, isFirst: last is not { HasQuestion: true, HasAnswer: true });
    }

    private static void WriteSystem(PromptWriter writer, PromptMessage first, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        if (tools.Count > 0)
            WriteToolSystem(writer, first, tools);
        else if (first.Role == PromptRole.System)
            WriteMessage(writer, "system", first.Text);
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

    private static void WriteTurn(PromptWriter writer, PromptTurn turn, bool isCurrent)
    {
        if (turn.HasQuestion)
            writer.BranchPoint();
        for (var i = 0; i < turn.Messages.Count; i++)
        {
            var message = turn.Messages[i];
            if (message.Role == PromptRole.Tool)
                WriteToolResult(writer, turn.Messages, i);
            else if (message.Role == PromptRole.Assistant)
                WriteAssistant(writer, message, isCurrent, isFirst: i == turn.FirstAnswer);
            else
                WriteMessage(writer, RoleName(message.Role), message.Text);
        }
    }

    private static string RoleName(PromptRole role) => role switch
    {
        PromptRole.System => "system",
        PromptRole.Observation => "observation",
        _ => "user",
    };

    private static void WriteAssistant(PromptWriter writer, PromptMessage message, bool withReasoning, bool isFirst)
    {
        var (reasoning, text) = AssistantText.Split(message);
        OpenTurn(writer, "assistant");
        if (withReasoning)
        {
            OpenReasoning(writer, isFirst);
            writer.Outside(reasoning).Template("\n" + TemplateText.ThinkEnd + "\n");
        }

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

    private static void WriteAnswerStart(PromptWriter writer, PromptRequest request, bool isFirst)
    {
        OpenTurn(writer, "assistant");
        OpenReasoning(writer, isFirst);
        if (!request.Think)
            writer.Template("\n" + TemplateText.ThinkEnd + "\n");
        writer.Segments(request.Opening);
    }

    // After the next question the turn's reasoning is gone, so later prompts differ from its first reasoning on.
    private static void OpenReasoning(PromptWriter writer, bool isFirst)
    {
        if (isFirst)
            writer.BranchPoint();
        writer.Template(TemplateText.ThinkStart + "\n");
    }

    private static void WriteMessage(PromptWriter writer, string role, string text)
    {
        OpenTurn(writer, role);
        writer.Outside(text).Template(TemplateText.TurnEnd);
    }

    private static void OpenTurn(PromptWriter writer, string role) =>
        writer.Template(TemplateText.TurnStart).Template(role).Template("\n");
}
