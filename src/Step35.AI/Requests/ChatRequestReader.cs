using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Constraints.Writing;
using Step35.AI.Prompting;

namespace Step35.AI.Requests;

/// <summary>Decides what each chat option means for this model; what cannot be honoured is refused.</summary>
internal static class ChatRequestReader
{
    private static readonly JsonElement AnyObject = JsonElement.Parse("""{"type": "object"}""");

    public static ChatRequest Read(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        Step35Options defaults,
        Step35ChatClient client,
        CancellationToken cancellationToken = default)
    {
        options ??= new ChatOptions();
        IReadOnlyList<ChatMessage> conversation = [.. messages];
        if (conversation.Any(message => message is null || message.Contents.Contains(null!)))
            throw new ArgumentException("A message, or one of its contents, is null; leave it out.", nameof(messages));
        RefuseUnsupported(options);
        RefuseOtherModel(options, client);
        var tools = ToolReader.Read(options.Tools);
        var constraints = AdditionalOptions.ReadConstraints(options) ?? defaults.Constraints;
        var choice = ReadToolChoice(options, tools);
        // Nothing is offered, so nothing can be called: a call would be broken, or one of a function that is not there.
        if (tools.Count == 0 && constraints != ConstraintLevel.Off)
            choice = ToolChoice.None;
        var request = new ChatRequest
        {
            Messages = ReadMessages(conversation, options, defaults),
            Tools = tools,
            ToolChoice = choice,
            RequiredFunction = choice == ToolChoice.Required ? ReadRequiredFunction(options, tools) : null,
            // Without a grammar a forced call stands where the reasoning would.
            Think = (choice != ToolChoice.Required || constraints != ConstraintLevel.Off) && options.Reasoning?.Effort != ReasoningEffort.None,
            ReasoningTokens = ReasoningBudget.Read(options),
            ReasoningOutput = options.Reasoning?.Output,
            StreamArguments = AdditionalOptions.ReadStreamArguments(options) ?? false,
            SingleCall = options.AllowMultipleToolCalls == false,
            Sampling = SamplingReader.Read(options, defaults.Sampling, client),
            MaxOutputTokens = ReadMaxOutputTokens(options) ?? defaults.MaxOutputTokens,
            StopSequences = ReadStopSequences(options),
            LikeliestTokens = AdditionalOptions.ReadLikeliestTokens(options),
            Caller = AdditionalOptions.ReadCaller(options),
            ContextOverflow = AdditionalOptions.ReadContextOverflow(options) ?? defaults.ContextOverflow,
            UnknownFunction = AdditionalOptions.ReadUnknownFunction(options) ?? defaults.UnknownFunction,
            LoopGuard = AdditionalOptions.ReadLoopGuard(options) ?? defaults.LoopGuard,
        };
        if (constraints == ConstraintLevel.Off)
            return RefuseJson(request, options);
        request = request with { Form = ReadForm(request, options.ResponseFormat, constraints) };
        // A schema that cannot be held is refused here, not in the middle of a stream; the grammar waits in the cache.
        if (request.Form is not null)
            client.Grammars.Get(request.Form, cancellationToken);
        return request;
    }

    private static IReadOnlyList<PromptMessage> ReadMessages(IReadOnlyList<ChatMessage> conversation, ChatOptions options, Step35Options defaults)
    {
        var messages = PromptMessageReader.Read(conversation, options.Instructions);
        var isShown = AdditionalOptions.ReadSchemaInPrompt(options) ?? defaults.SchemaInPrompt;
        return isShown && options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? AnswerSchema.AddTo(messages, schema) : messages;
    }

    private static ChatRequest RefuseJson(ChatRequest request, ChatOptions options) => options.ResponseFormat is ChatResponseFormatJson
        ? throw Refuse(nameof(options.ResponseFormat), "JSON needs Constraints, which are Off; set them to Relaxed or Strict.")
        : request;

    // Plain text has no form to hold.
    private static AnswerForm? ReadForm(ChatRequest request, ChatResponseFormat? format, ConstraintLevel constraints)
    {
        var json = format as ChatResponseFormatJson;
        return json is null && request.Tools.Count == 0 ? null : new AnswerForm
        {
            BeginsWithReasoning = request.Think,
            ToolChoice = request.ToolChoice,
            Functions = [.. request.Tools.Where(tool => request.RequiredFunction is null || tool.Name == request.RequiredFunction)],
            HasSingleCall = request.SingleCall,
            JsonSchema = json is null ? null : json.Schema ?? AnyObject,
            IsStrict = constraints == ConstraintLevel.Strict,
        };
    }

    /// <summary>Refuses what no engine of the model can do.</summary>
    public static void RefuseUnsupported(ChatOptions options)
    {
        if (options.ConversationId is not null)
            throw Refuse(nameof(options.ConversationId), "conversations are not stored; send the whole history as messages.");
        if (options.ContinuationToken is not null)
            throw Refuse(nameof(options.ContinuationToken), "answers are not kept in the background; send the request again.");
        if (options.ResponseFormat is not (null or ChatResponseFormatText or ChatResponseFormatJson))
            throw Refuse(nameof(options.ResponseFormat), "only text and JSON are supported.");
    }

    private static void RefuseOtherModel(ChatOptions options, Step35ChatClient client)
    {
        if (options.ModelId is { } model && model != client.ModelId)
            throw Refuse(
                nameof(options.ModelId),
                $"this client talks to '{client.ModelId}' only; leave the option out, or register '{model}' under a key of its own.");
    }

    /// <summary>Reads whether the model may, must not or must call; a call that cannot come is refused.</summary>
    public static ToolChoice ReadToolChoice(ChatOptions options, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        if (options.ToolMode is NoneChatToolMode)
            return ToolChoice.None;
        if (options.ToolMode is not RequiredChatToolMode required)
            return ToolChoice.Auto;
        if (tools.Count == 0)
            throw Refuse(nameof(options.ToolMode), "a call is required, but no function is offered; offer at least one function.");
        if (required.RequiredFunctionName is { } name && tools.All(tool => tool.Name != name))
            throw Refuse(nameof(options.ToolMode), $"a call of '{name}' is required, but no function of that name is offered.");
        return ToolChoice.Required;
    }

    // Of one function, any is that one; the model need not be trusted to name it.
    private static string? ReadRequiredFunction(ChatOptions options, IReadOnlyList<AIFunctionDeclaration> tools) =>
        (options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName ?? (tools.Count == 1 ? tools[0].Name : null);

    private static int? ReadMaxOutputTokens(ChatOptions options) => options.MaxOutputTokens is < 1
        ? throw new ArgumentException($"MaxOutputTokens is {options.MaxOutputTokens}; set it to at least 1, or leave it out.", nameof(options))
        : options.MaxOutputTokens;

    private static IReadOnlyList<string> ReadStopSequences(ChatOptions options)
    {
        IReadOnlyList<string> stops = [.. options.StopSequences ?? []];
        return stops.Any(string.IsNullOrEmpty)
            ? throw new ArgumentException("A stop sequence is empty; leave it out.", nameof(options))
            : stops;
    }

    private static UnsupportedOptionException Refuse(string option, string whatToChange) => new(option, whatToChange);
}
