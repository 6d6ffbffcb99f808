using Microsoft.Extensions.AI;
using Step35.AI.Overflow;
using Step35.AI.Parsing;
using Step35.AI.Requests;
using Step35.AI.Telemetry;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.AI.Responses;

/// <summary>Turns the engine's updates into the contents of a chat response, step by step, without IO.</summary>
internal sealed class ResponseAssembler
{
    private static readonly ChatFinishReason Loop = new(ResponseFacts.LoopFinishReason);

    private readonly ChatRequest _request;
    private readonly ResponseParser _parser;
    private readonly CallAssembler _calls;
    private readonly StopSequenceMatcher _stops;
    private readonly TextTokens _tokens;
    private readonly List<ResponseEvent> _events = [];
    private readonly int _promptTokens;
    private readonly int _droppedMessages;
    private int _outputTokens;
    private int _reasoningTokens;
    private GenerationSummary? _summary;

    public ResponseAssembler(ChatRequest request, string responseId, FittedPrompt prompt, Tokenizer tokenizer, ToolCallTelemetry telemetry)
    {
        _request = request;
        _promptTokens = prompt.Encoded.Tokens.Count;
        _droppedMessages = prompt.DroppedMessages;
        _stops = new StopSequenceMatcher(request.StopSequences);
        _tokens = new TextTokens(tokenizer);
        var offered = new OfferedFunctions(request.Tools);
        _parser = new ResponseParser(startsInReasoning: request.Think, offered);
        _calls = new CallAssembler(request, responseId, offered, telemetry);
        foreach (var segment in request.Opening)
            _parser.Push(segment.Text, _events);
    }

    /// <summary>Gets a value indicating whether nothing more is wanted: the engine may stop.</summary>
    public bool IsComplete => _summary is not null || HasEnough;

    public ChatFinishReason FinishReason => _summary?.FinishReason switch
    {
        Engine.Generation.FinishReason.MaxTokens or Engine.Generation.FinishReason.ContextFull when !HasEnough => ChatFinishReason.Length,
        Engine.Generation.FinishReason.Loop when !HasEnough => Loop,
        _ => _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
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
    /// Gets what else there is to say: times, where the engine came to its end, how many tokens were thought, which stop sequence came up, and
    /// how many messages were left out, if any.
    /// </summary>
    public AdditionalPropertiesDictionary AdditionalProperties
    {
        get
        {
            var properties = new AdditionalPropertiesDictionary();
            if (_summary is not null)
            {
                properties[ResponseFacts.QueueSeconds] = _summary.QueueTime.TotalSeconds;
                properties[ResponseFacts.PrefillSeconds] = _summary.PrefillTime.TotalSeconds;
                properties[ResponseFacts.DecodeSeconds] = _summary.DecodeTime.TotalSeconds;
                properties[ResponseFacts.DraftedTokens] = _summary.DraftedTokens;
                properties[ResponseFacts.AcceptedDraftTokens] = _summary.AcceptedDraftTokens;
            }

            if (_reasoningTokens > 0)
                properties[ResponseFacts.ReasoningTokens] = _reasoningTokens;
            if (_droppedMessages > 0)
                properties[ResponseFacts.DroppedMessages] = _droppedMessages;
            if (_stops.Matched is { } stopSequence)
                properties[ResponseFacts.StopSequence] = stopSequence;
            return properties;
        }
    }

    private bool IsCutOff => _summary is not null && _summary.FinishReason != Engine.Generation.FinishReason.EndOfTurn;

    private bool HasEnough => _stops.IsMatched || (_request.SingleCall && _calls.Count > 0);

    /// <summary>Takes the engine's next update and returns the contents that are complete by now.</summary>
    public IList<AIContent> Push(GenerationUpdate update)
    {
        if (update.Token is not null)
        {
            _outputTokens++;
            _reasoningTokens += _parser.IsReasoning ? 1 : 0;
        }

        Read(update);
        return TakeContents();
    }

    private void Read(GenerationUpdate update)
    {
        var wasText = _parser.IsText;
        _parser.Push(update.Text, _events);
        if (wasText && _parser.IsText)
            _tokens.Push(update);
        _summary = update.Summary;
        if (_summary is not null)
            _parser.Complete(_events, IsCutOff);
        if (_events.Exists(static item => item is TextDelta))
            _tokens.Settle();
        else if (update.Text.Length > 0 && !_parser.IsHolding)
            _tokens.Drop();
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
        contents.AddRange(ToContents(item));
    }

    private void AddText(string text, List<AIContent> contents)
    {
        if (text.Length == 0)
            return;
        contents.Add(new TextContent(text));
        if (!_stops.IsMatched)
            contents.AddRange(_tokens.Take());
    }

    private IEnumerable<AIContent> ToContents(ResponseEvent item) => item switch
    {
        ReasoningDelta reasoning => [new TextReasoningContent(reasoning.Text)],
        ToolCallStarted call => _calls.Start(call),
        ToolCallArgument argument => _calls.Add(argument),
        ToolCallParsed call => _calls.End(call),
        MalformedToolCall call => _calls.End(call, IsCutOff),
        _ => throw new InvalidOperationException($"Unknown event {item.GetType().Name}."),
    };
}
