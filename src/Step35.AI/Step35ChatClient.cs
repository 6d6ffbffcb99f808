using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Step35.AI.Constraints;
using Step35.AI.Hosting;
using Step35.AI.Requests;
using Step35.AI.Responses;
using Step35.AI.Telemetry;
using Step35.Engine;
using Step35.Engine.Model;
using Step35.Engine.Scheduling;
using Step35.Engine.Sessions;

namespace Step35.AI;

/// <summary>Chats with a Step-3.5 model that runs inside the process.</summary>
/// <remarks>
/// Safe for concurrent calls. The client owns nothing: whoever loaded the engine disposes it. Every member of
/// <see cref="ChatOptions"/> is either honoured or refused with an <see cref="UnsupportedOptionException"/>; the list
/// stands in <c>docs/chat-options.md</c>. Function calls are returned, not made: wrap the client with
/// <c>UseFunctionInvocation()</c> for that.
/// </remarks>
public sealed partial class Step35ChatClient : IChatClient
{
    private readonly IEngineSource _engine;
    private readonly Step35Options _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ChatClientMetadata _metadata;
    private readonly ToolCallTelemetry _telemetry;

    /// <summary>Initializes a client over an engine that is loaded.</summary>
    /// <param name="engine">The engine; it must live as long as the client is used.</param>
    /// <param name="options">
    /// What holds where a request's own options say nothing; of these, <c>Sampling</c>, <c>MaxOutputTokens</c>,
    /// <c>ContextOverflow</c>, <c>LoopGuard</c>, <c>UnknownFunction</c>, <c>Constraints</c> and <c>SchemaInPrompt</c> count.
    /// Default: a new <see cref="Step35Options"/>.
    /// </param>
    /// <param name="loggerFactory">Where the client logs. Default: nowhere.</param>
    public Step35ChatClient(Step35Engine engine, Step35Options? options = null, ILoggerFactory? loggerFactory = null)
        : this(
            new ReadyEngineSource(engine ?? throw new ArgumentNullException(nameof(engine))),
            engine.Model.Path,
            options ?? new Step35Options(),
            time: null,
            loggerFactory)
    {
    }

    internal Step35ChatClient(
        IEngineSource engine, string modelPath, Step35Options options, TimeProvider? time, ILoggerFactory? loggerFactory = null)
    {
        _engine = engine;
        _options = options;
        _time = time ?? TimeProvider.System;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<Step35ChatClient>();
        Grammars = new GrammarCache(_logger);
        ModelId = ModelName.FromPath(modelPath);
        _telemetry = new ToolCallTelemetry(ModelId);
        _metadata = new ChatClientMetadata("step35", providerUri: null, ModelId);
    }

    /// <summary>Gets the model's name: that of its file, without extension and shard number.</summary>
    internal string ModelId { get; }

    /// <summary>Gets what holds where a request says nothing.</summary>
    internal Step35Options Defaults => _options;

    /// <summary>Gets the grammars of the answers that were asked for lately.</summary>
    internal GrammarCache Grammars { get; }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        // A response that comes as a whole has no use for the pieces of its calls.
        var request = ChatRequestReader.Read(messages, options, _options, this, cancellationToken) with { StreamArguments = false };
        return await StreamAsync(request, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="UnsupportedOptionException">An option cannot be honoured.</exception>
    /// <exception cref="UnsupportedSchemaException">A schema allows no value, or cannot be held and must be.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled while its schemas were being read.</exception>
    /// <exception cref="InvalidConversationException">The messages cannot be written in the chat format.</exception>
    /// <exception cref="UnsupportedContentException">A message holds content other than text, reasoning, calls and results.</exception>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return StreamAsync(ChatRequestReader.Read(messages, options, _options, this, cancellationToken), cancellationToken);
    }

    /// <summary>Counts the tokens that a request's prompt has, functions and the chat format's own tokens included; nothing is computed.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The request's options: instructions, functions and reasoning are part of the prompt.</param>
    /// <param name="cancellationToken">Stops waiting for the model to be loaded.</param>
    /// <returns>The number of tokens; those of messages that would be left out are not counted.</returns>
    public async Task<int> CountTokensAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = ChatRequestReader.Read(messages, options, _options, this, cancellationToken);
        var engine = await _engine.GetAsync(cancellationToken).ConfigureAwait(false);
        return request.WithReasoningLeft(engine.Tokenizer).EncodePrompt(engine).Encoded.Tokens.Count;
    }

    /// <summary>Saves what the engine has computed of a conversation, so that it need not be read again after a restart.</summary>
    /// <param name="path">The file; one that exists is replaced, and never by half a file.</param>
    /// <param name="messages">The conversation so far, with the last answer.</param>
    /// <param name="options">The options of its requests: instructions, functions and reasoning are part of the prompt.</param>
    /// <param name="cancellationToken">Stops the saving.</param>
    /// <returns>How many tokens were saved; 0 when the engine knew nothing of the conversation, and then no file is written.</returns>
    /// <remarks>
    /// The file holds the conversation itself; keep it as safe as that. It is of use with the same model, as many of its heads that draft,
    /// and the same MaxSequences only. Files <c>step35-*.partial</c> beside it, half-written and a day old, are removed.
    /// </remarks>
    /// <exception cref="SessionException">The file cannot be written.</exception>
    /// <exception cref="EngineOverloadedException">Too many sessions are being saved or loaded.</exception>
    public async Task<int> SaveSessionAsync(
        string path,
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(messages);
        var request = ChatRequestReader.Read(messages, options, _options, this, cancellationToken);
        var engine = await _engine.GetAsync(cancellationToken).ConfigureAwait(false);
        var prompt = request.WithReasoningLeft(engine.Tokenizer).EncodePrompt(engine);
        return await engine.SaveSessionAsync(path, prompt.Encoded.Tokens, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads a session, so that the next request of its conversation goes on from there.</summary>
    /// <param name="path">The file that <see cref="SaveSessionAsync"/> wrote.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>How many tokens the session holds.</returns>
    /// <remarks>Load files that you trust only: a checksum guards against damage, not against malice.</remarks>
    /// <exception cref="SessionException">
    /// The file is missing, damaged, or of another model; the next request reads the conversation from its text.
    /// </exception>
    public async Task<int> LoadSessionAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var engine = await _engine.GetAsync(cancellationToken).ConfigureAwait(false);
        return await engine.LoadSessionAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return _metadata;
        if (serviceType == typeof(Step35Engine))
            return _engine.Loaded;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the engine belongs to whoever loaded it.</summary>
    public void Dispose()
    {
    }

    private IAsyncEnumerable<ChatResponseUpdate> StreamAsync(ChatRequest request, CancellationToken cancellationToken) =>
        StreamCoreAsync(request, cancellationToken).Show(request.ReasoningOutput);

    private async IAsyncEnumerable<ChatResponseUpdate> StreamCoreAsync(
        ChatRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var engine = await _engine.GetAsync(cancellationToken).ConfigureAwait(false);
        request = request.WithReasoningLeft(engine.Tokenizer);
        var prompt = request.EncodePrompt(engine);
        if (prompt.DroppedMessages > 0)
            LogDropped(_logger, prompt.DroppedMessages, engine.Model.ContextLength);
        var generation = request.ToGeneration(prompt.Encoded, engine.Tokenizer, Grammars);
        var createdAt = _time.GetUtcNow();
        var responseId = Guid.CreateVersion7(createdAt).ToString("N");
        var response = new ResponseAssembler(request, responseId, prompt, engine.Tokenizer, _telemetry);

        await foreach (var update in engine.GenerateAsync(generation, cancellationToken).ConfigureAwait(false))
        {
            // What the engine has written ahead is not for a caller who is gone.
            cancellationToken.ThrowIfCancellationRequested();
            var contents = response.Push(update);
            if (contents.Count > 0)
                yield return NewUpdate(contents);
            if (response.IsComplete)
                break;
        }

        var last = NewUpdate([new UsageContent(response.Usage)]);
        last.FinishReason = response.FinishReason;
        last.AdditionalProperties = response.AdditionalProperties;
        yield return last;

        ChatResponseUpdate NewUpdate(IList<AIContent> contents) => new(ChatRole.Assistant, contents)
        {
            ResponseId = responseId,
            MessageId = responseId,
            ModelId = ModelId,
            CreatedAt = createdAt,
        };
    }
}
