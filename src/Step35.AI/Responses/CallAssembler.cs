using Microsoft.Extensions.AI;
using Step35.AI.Parsing;
using Step35.AI.Requests;
using Step35.AI.Telemetry;

namespace Step35.AI.Responses;

/// <summary>Turns what is read of calls into contents: the calls, their arguments as they come where that is asked for, and errors.</summary>
internal sealed class CallAssembler(ChatRequest request, string responseId, OfferedFunctions offered, ToolCallTelemetry telemetry)
{
    private ArgumentDeltas? _open;
    private int _ids;

    /// <summary>Gets how many calls were made.</summary>
    public int Count { get; private set; }

    /// <summary>Begins to tell a call, if anybody wants to hear of it before it is whole.</summary>
    public IEnumerable<AIContent> Start(ToolCallStarted call)
    {
        if (!request.StreamArguments || request.ToolChoice == ToolChoice.None || IsUnwanted(call.Name))
            return [];
        _open = NewDeltas(NewId(), offered.Find(call.Name) ?? call.Name);
        return [_open.Begin()];
    }

    public IEnumerable<AIContent> Add(ToolCallArgument argument) => _open?.Add(argument) is { } delta ? [delta] : [];

    /// <summary>Ends a call that is whole.</summary>
    public IEnumerable<AIContent> End(ToolCallParsed parsed)
    {
        if (request.ToolChoice == ToolChoice.None)
            return [Refused(parsed)];
        var call = ToolCallReader.Create(_open?.CallId ?? NewId(), parsed, offered);
        // A call that was read a second time, otherwise, is another call than the one that was told.
        if (_open?.Fits(call.Content.Arguments!) is false)
        {
            _open = null;
            return End(parsed);
        }

        telemetry.Repaired(call.Repairs);
        return IsUnwanted(parsed.Name) ? [Unknown(call.Content)] : Made(call.Content);
    }

    /// <summary>Ends a call that cannot be read.</summary>
    public IEnumerable<AIContent> End(MalformedToolCall call, bool isCutOff)
    {
        var error = MalformedCallContent.Of(call, isCutOff);
        error.AdditionalProperties = _open is null ? null : new() { ["call_id"] = _open.CallId };
        _open = null;
        return [error];
    }

    private IEnumerable<AIContent> Made(FunctionCallContent call)
    {
        Count++;
        if (!request.StreamArguments)
            return [call];
        var deltas = _open ?? NewDeltas(call.CallId, call.Name);
        _open = null;
        return [deltas.End(call.Arguments!), call];
    }

    private ArgumentDeltas NewDeltas(string callId, string function) => new(callId, function, new ArgumentReader(offered.SchemaOf(function)));

    private string NewId() => $"call_{responseId}_{_ids++}";

    private bool IsUnwanted(string function) => request.UnknownFunction != UnknownFunction.Call && offered.Find(function) is null;

    private AIContent Unknown(FunctionCallContent call) => request.UnknownFunction == UnknownFunction.Text
        ? new TextContent($"\n{call.Name}({ArgumentsJson.Write(call.Arguments!)})\n")
        : new ErrorContent($"The model called '{call.Name}', which was not offered; the call was dropped.") { ErrorCode = "unknown_function" };

    private static ErrorContent Refused(ToolCallParsed call) =>
        new($"The model called '{call.Name}' although this request allows no calls; the call was dropped.") { ErrorCode = "unexpected_tool_call" };
}
