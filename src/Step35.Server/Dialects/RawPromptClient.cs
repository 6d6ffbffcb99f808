using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.AI.Requests;
using Step35.AI.Responses;
using Step35.Engine;
using Step35.Engine.Generation;
using Step35.Server.Errors;
using Step35.Server.Models;

namespace Step35.Server.Dialects;

/// <summary>Continues a text as it stands, without the chat format around it.</summary>
/// <remarks>Special tokens that the text spells are plain text, as in every message: a client cannot forge a turn.</remarks>
internal sealed class RawPromptClient(Step35Engine engine, Step35Options defaults) : IChatClient
{
    /// <summary>Makes a client over the engine of a model.</summary>
    /// <exception cref="ApiException">The model has no engine in this process.</exception>
    public static RawPromptClient Over(ModelLease lease) => lease.Engine is { } engine
        ? new RawPromptClient(engine, lease.Client.GetService<Step35ChatClient>()?.Defaults ?? new Step35Options())
        : throw ApiException.Unsupported("prompt", "this model takes messages only; use a chat route.");

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var text = string.Concat(messages.Select(message => message.Text));
        var tokens = new TextTokens(engine.Tokenizer);
        await foreach (var update in engine.GenerateAsync(NewRequest(text, options ?? new()), cancellationToken).ConfigureAwait(false))
        {
            tokens.Push(update);
            tokens.Settle();
            if (update.Text.Length > 0)
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextContent(update.Text), .. tokens.Take()]);
            if (update.Summary is { } summary)
                yield return NewEnd(summary);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private GenerationRequest NewRequest(string text, ChatOptions options) => new()
    {
        Prompt = engine.EncodePrompt([new(engine.Tokenizer.BeginningOfTextSpelling, IsTemplate: true), new(text, IsTemplate: false)]).Tokens,
        Sampling = SamplingReader.Read(options, defaults.Sampling, this),
        MaxTokens = options.MaxOutputTokens ?? defaults.MaxOutputTokens,
        StopSequences = [.. options.StopSequences ?? []],
        LoopGuard = AdditionalOptions.ReadLoopGuard(options) ?? defaults.LoopGuard,
        LikeliestTokens = AdditionalOptions.ReadLikeliestTokens(options),
        Caller = AdditionalOptions.ReadCaller(options),
    };

    private static ChatResponseUpdate NewEnd(GenerationSummary summary) => new(ChatRole.Assistant, [new UsageContent(new UsageDetails
    {
        InputTokenCount = summary.PromptTokens,
        CachedInputTokenCount = summary.CachedTokens,
        OutputTokenCount = summary.GeneratedTokens,
        TotalTokenCount = summary.PromptTokens + summary.GeneratedTokens,
    })])
    {
        FinishReason = summary.FinishReason is FinishReason.EndOfTurn or FinishReason.StopSequence ? ChatFinishReason.Stop : ChatFinishReason.Length,
    };
}
