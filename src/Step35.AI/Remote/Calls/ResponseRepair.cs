using Microsoft.Extensions.AI;
using Step35.AI.Parsing;
using Step35.AI.Responses;
using Step35.AI.Telemetry;

namespace Step35.AI.Remote.Calls;

/// <summary>Reads a server's answer once more as the model may have written it, update by update, without IO.</summary>
/// <remarks>
/// Text and reasoning come from the server in runs. Each run is read by a parser of its own, which takes the calls out of it; the
/// server's own calls are typed by their functions' schemas.
/// </remarks>
/// <param name="offered">The functions that were offered.</param>
/// <param name="hasSingleCall">Whether only the first call is wanted, which not every server can be told.</param>
/// <param name="telemetry">Counts the repairs.</param>
internal sealed class ResponseRepair(OfferedFunctions offered, bool hasSingleCall, ToolCallTelemetry telemetry)
{
    private readonly List<ResponseEvent> _events = [];
    private ResponseParser? _run;
    private bool _isReasoningRun;
    private ChatResponseUpdate? _last;
    private int _calls;

    /// <summary>Gives the update with what has become certain by now.</summary>
    public ChatResponseUpdate Push(ChatResponseUpdate update)
    {
        var contents = new List<AIContent>();
        _last = update;
        foreach (var content in update.Contents)
            Read(content, contents);
        if (update.FinishReason is { } reason)
            EndRun(contents, isCutOff: reason != ChatFinishReason.Stop && reason != ChatFinishReason.ToolCalls);
        if (update.FinishReason == ChatFinishReason.Stop && _calls > 0)
            update.FinishReason = ChatFinishReason.ToolCalls;
        update.Contents = contents;
        return update;
    }

    /// <summary>Gives what was held back when an answer ended without a reason; null when nothing was.</summary>
    public ChatResponseUpdate? Complete()
    {
        var contents = new List<AIContent>();
        EndRun(contents, isCutOff: true);
        return contents.Count == 0 ? null : new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            ResponseId = _last?.ResponseId,
            MessageId = _last?.MessageId,
            ModelId = _last?.ModelId,
            CreatedAt = _last?.CreatedAt,
        };
    }

    private void Read(AIContent content, List<AIContent> contents)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                ReadRun(reasoning.Text, isReasoning: true, contents);
                break;
            case TextContent text:
                ReadRun(text.Text, isReasoning: false, contents);
                break;
            case FunctionCallContent call:
                EndRun(contents, isCutOff: false);
                AddCall(ServedCall.Mend(call, offered), contents);
                break;
            default:
                contents.Add(content);
                break;
        }
    }

    private void ReadRun(string text, bool isReasoning, List<AIContent> contents)
    {
        if (_run is null || _isReasoningRun != isReasoning)
        {
            EndRun(contents, isCutOff: false);
            (_run, _isReasoningRun) = (new ResponseParser(startsInReasoning: isReasoning, offered), isReasoning);
        }

        _run.Push(text, _events);
        Take(contents, isCutOff: false);
    }

    private void EndRun(List<AIContent> contents, bool isCutOff)
    {
        _run?.Complete(_events, isCutOff);
        _run = null;
        Take(contents, isCutOff);
    }

    private void Take(List<AIContent> contents, bool isCutOff)
    {
        foreach (var item in _events)
            Add(item, isCutOff, contents);
        _events.Clear();
    }

    private void Add(ResponseEvent item, bool isCutOff, List<AIContent> contents)
    {
        if (item is TextDelta text)
            contents.Add(new TextContent(text.Text));
        else if (item is ReasoningDelta reasoning)
            contents.Add(new TextReasoningContent(reasoning.Text));
        else if (item is ToolCallParsed call)
            AddCall(ToolCallReader.Create($"call_{_last?.ResponseId}_{_calls}", call, offered), contents);
        else if (item is MalformedToolCall malformed)
            contents.Add(MalformedCallContent.Of(malformed, isCutOff));
    }

    private void AddCall(RepairedCall call, List<AIContent> contents)
    {
        if (hasSingleCall && _calls > 0)
            return;
        _calls++;
        telemetry.Repaired(call.Repairs);
        contents.Add(call.Content);
    }
}
