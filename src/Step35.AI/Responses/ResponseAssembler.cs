using Microsoft.Extensions.AI;
using Step35.AI.Overflow;
using Step35.AI.Parsing;
using Step35.AI.Prompting;
using Step35.AI.Requests;
using Step35.AI.Telemetry;
using Step35.Engine.Generation;

namespace Step35.AI.Responses;

/// <summary>Turns the engine's updates into the contents of a chat response, step by step, without IO.</summary>
internal sealed class ResponseAssembler
{
    private static readonly ChatFinishReason Loop = new("loop");

    private readonly ChatRequest _request;
    private readonly string _responseId;
    private readonly ToolCallTelemetry _telemetry;
    private readonly OfferedFunctions _offered;
    private readonly ResponseParser _parser;
    private readonly StopSequenceMatcher _stops;
    private readonly List<ResponseEvent> _events = [];
    private readonly int _promptTokens;
    private readonly int _droppedMessages;
    private int _outputTokens;
    private int _reasoningTokens;
    private int _calls;
    private GenerationSummary? _summary;

    public ResponseAssembler(ChatRequest request, string responseId, FittedPrompt prompt, ToolCallTelemetry telemetry)
    {
        _request = request;
        _telemetry = telemetry;
        _offered = new OfferedFunctions(request.Tools);
        _responseId = responseId;
        _promptTokens = prompt.Encoded.Tokens.Count;
        _droppedMessages = prompt.DroppedMessages;
        _stops = new StopSequenceMatcher(request.StopSequences);
        _parser = new ResponseParser(startsInReasoning: request.Think, _offered);
        foreach (var segment in request.Opening)
            _parser.Push(segment.Text, _events);
    }

    /// <summary>Gets a value indicating whether nothing more is wanted: the engine may stop.</summary>
    public bool IsComplete => _summary is not null || HasEnough;

    public ChatFinishReason FinishReason => _summary?.FinishReason switch
    {
        Engine.Generation.FinishReason.MaxTokens or Engine.Generation.FinishReason.ContextFull when !HasEnough => ChatFinishReason.Length,
        Engine.Generation.FinishReason.Loop when !HasEnough => Loop,
        _ => _calls > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    public UsageDetails Usage => new()
    {
        InputTokenCount = _promptTokens,
        CachedInputTokenCount = _summary?.CachedTokens,
        OutputTokenCount = _outputTokens,
        TotalTokenCount = _promptTokens + _outputTokens,
        ReasoningTokenCount = _reasoningTokens,
    };

    /// <summary>
    /// Gets what else there is to say: times, where the engine came to its end, how many tokens were thought, and how many messages were
    /// left out, if any.
    /// </summary>
    public AdditionalPropertiesDictionary AdditionalProperties
    {
        get
        {
            var properties = new AdditionalPropertiesDictionary();
            if (_summary is not null)
            {
                properties["queue_seconds"] = _summary.QueueTime.TotalSeconds;
                properties["prefill_seconds"] = _summary.PrefillTime.TotalSeconds;
                properties["decode_seconds"] = _summary.DecodeTime.TotalSeconds;
                properties["drafted_tokens"] = _summary.DraftedTokens;
                properties["accepted_draft_tokens"] = _summary.AcceptedDraftTokens;
            }

            if (_reasoningTokens > 0)
                properties[PromptMessage.ReasoningTokensProperty] = _reasoningTokens;
            if (_droppedMessages > 0)
                properties["dropped_messages"] = _droppedMessages;
            return properties;
        }
    }

    private bool IsCutOff => _summary is not null && _summary.FinishReason != Engine.Generation.FinishReason.EndOfTurn;

    private bool HasEnough => _stops.IsMatched || (_request.SingleCall && _calls > 0);

    /// <summary>Takes the engine's next update and returns the contents that are complete by now.</summary>
    public IList<AIContent> Push(GenerationUpdate update)
    {
        if (update.Token is not null)
        {
            _outputTokens++;
            _reasoningTokens += _parser.IsReasoning ? 1 : 0;
        }

        _parser.Push(update.Text, _events);
        _summary = update.Summary;
        if (_summary is not null)
            _parser.Complete(_events, IsCutOff);
        return TakeContents();
    }

    private List<AIContent> TakeContents()
    {
        var contents = new List<AIContent>();
        foreach (var item in _events.TakeWhile(_ => !HasEnough))
            Add(item, contents);
        if (_summary is not null)
            AddText(_stops.Flush(), contents);
        _events.Clear();
        return contents;
    }

    // Stop sequences are the caller's words about the answer; reasoning and calls pass them by.
    private void Add(ResponseEvent item, List<AIContent> contents)
    {
        if (item is TextDelta text)
        {
            AddText(_stops.Push(text.Text), contents);
            return;
        }

        AddText(_stops.Flush(), contents);
        if (ToContent(item) is { } content)
            contents.Add(content);
    }

    private static void AddText(string text, List<AIContent> contents)
    {
        if (text.Length > 0)
            contents.Add(new TextContent(text));
    }

    private AIContent? ToContent(ResponseEvent item) => item switch
    {
        ReasoningDelta reasoning => _request.ReturnReasoning ? new TextReasoningContent(reasoning.Text) : null,
        ToolCallParsed call when _request.ToolChoice == ToolChoice.None => Refused(call),
        ToolCallParsed call => ReadCall(call),
        ToolCallStarted or ToolCallArgument => null,
        MalformedToolCall malformed => new ErrorContent(
            IsCutOff ? "The answer was cut off inside a function call." : $"The model wrote a function call that cannot be read: {malformed.Reason}")
        {
            ErrorCode = "malformed_tool_call",
            Details = malformed.RawText,
        },
        _ => throw new InvalidOperationException($"Unknown event {item.GetType().Name}."),
    };

    private AIContent ReadCall(ToolCallParsed parsed)
    {
        var call = ToolCallReader.Create($"call_{_responseId}_{_calls}", parsed, _offered);
        _telemetry.Repaired(call.Repairs);
        if (_request.UnknownFunction != UnknownFunction.Call && _offered.Find(parsed.Name) is null)
            return Unknown(call.Content);
        _calls++;
        return call.Content;
    }

    private AIContent Unknown(FunctionCallContent call) => _request.UnknownFunction == UnknownFunction.Text
        ? new TextContent($"\n{CallText.Write(call)}\n")
        : new ErrorContent($"The model called '{call.Name}', which was not offered; the call was dropped.") { ErrorCode = "unknown_function" };

    private static ErrorContent Refused(ToolCallParsed call) =>
        new($"The model called '{call.Name}' although this request allows no calls; the call was dropped.") { ErrorCode = "unexpected_tool_call" };
}
