using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Model;
using Step35.Engine.Scheduling;
using Step35.Engine.Sessions;
using Step35.Engine.Telemetry;
using Step35.Engine.Tokenization;

namespace Step35.Engine;

/// <summary>A Step-3.5 model that is loaded and ready: tokens in, tokens out.</summary>
/// <remarks>
/// Safe for concurrent calls. The engine owns the native model and its memory; disposing it stops the step in flight,
/// fails the requests that are not finished and frees all of it.
/// </remarks>
public sealed class Step35Engine : IAsyncDisposable
{
    private readonly EngineTelemetry _telemetry;
    private readonly Scheduler _scheduler;
    private readonly IDecoderBackend _backend;
    private readonly SessionFiles _sessions;
    private readonly Queue<IDisposable> _owned;
    private volatile bool _isDisposed;

    internal Step35Engine(EngineParts parts, EngineOptions options, TimeProvider time, ILogger logger)
    {
        Model = parts.Model;
        Tokenizer = new Tokenizer(parts.Vocabulary);
        _backend = parts.Backend;
        _owned = new Queue<IDisposable>(parts.Owned);
        _telemetry = new EngineTelemetry(parts.Model.Name, time);
        _scheduler = new Scheduler(parts, options, time, logger, _telemetry);
        _sessions = new SessionFiles(_scheduler, parts.Backend, parts.Identity);
    }

    /// <summary>Gets what is loaded.</summary>
    public ModelInfo Model { get; }

    /// <summary>Gets the model's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Loads a model.</summary>
    /// <param name="options">Which model, and how it runs.</param>
    /// <param name="loggerFactory">Where the engine and the native core log. Default: nowhere.</param>
    /// <param name="progress">Is told the part that is loaded, from 0 to 1.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The engine, ready for requests.</returns>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    /// <exception cref="Step35Exception">
    /// The file is damaged or is no Step-3.5 model, the native core is missing, or memory does not suffice.
    /// </exception>
    public static Task<Step35Engine> LoadAsync(
        EngineOptions options,
        ILoggerFactory? loggerFactory = null,
        IProgress<float>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var loader = new EngineLoader(options, loggerFactory ?? NullLoggerFactory.Instance, progress);
        return Task.Factory.StartNew(
            () => loader.Load(cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
    }

    /// <summary>Tokenizes a prompt, unless it is plain from its length that the context cannot hold it.</summary>
    /// <param name="segments">The prompt, in order.</param>
    /// <returns>The tokens and their branch points.</returns>
    /// <exception cref="ContextFullException">The text is longer than the longest that could fit.</exception>
    /// <exception cref="EngineStoppedException">The engine is disposed.</exception>
    public EncodedPrompt EncodePrompt(IReadOnlyList<PromptSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ThrowIfDisposed();
        RefuseIfTooLong(segments);
        try
        {
            return Tokenizer.EncodePrompt(segments);
        }
        catch (ObjectDisposedException) when (_isDisposed)
        {
            throw new EngineStoppedException();
        }
    }

    /// <summary>Refuses a prompt that cannot fit, whatever its tokens are, and counts the refusal.</summary>
    /// <exception cref="ContextFullException">The text is longer than the longest that could fit.</exception>
    internal void RefuseIfTooLong(IReadOnlyList<PromptSegment> segments)
    {
        var leastTokens = CountLeastTokens(segments);
        if (leastTokens >= Model.ContextLength)
            throw _telemetry.Refuse(new ContextFullException((int)Math.Min(leastTokens, int.MaxValue), Model.ContextLength));
    }

    /// <summary>Counts the tokens that a text must have at the least.</summary>
    internal long CountLeastTokens(IReadOnlyList<PromptSegment> segments) =>
        segments.Sum(segment => (long)segment.Text.Length) / Tokenizer.LongestTokenLength;

    /// <summary>Continues a prompt.</summary>
    /// <param name="request">The prompt and how to continue it.</param>
    /// <param name="cancellationToken">Ends the generation; its place is free after at most one decode step.</param>
    /// <returns>One update for each token; the last one carries the summary.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or a member is null or out of its range.</exception>
    /// <exception cref="GrammarException">The native core cannot read the grammar.</exception>
    /// <exception cref="ContextFullException">The prompt leaves no room for a token.</exception>
    /// <exception cref="EngineOverloadedException">Too many requests are waiting.</exception>
    /// <exception cref="EngineStoppedException">The engine is disposed.</exception>
    public IAsyncEnumerable<GenerationUpdate> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        GenerationRequestValidator.CheckMembers(request);
        // The copy is checked: what the caller may still change must not get past the check.
        var owned = Own(request);
        GenerationRequestValidator.Validate(owned, Tokenizer.VocabularySize);
        ReadGrammar(owned.Grammar);
        return GenerateCoreAsync(owned, cancellationToken);
    }

    /// <summary>Saves what the engine has computed of a conversation, so that it need not be read again after a restart.</summary>
    /// <param name="path">The file; one that exists is replaced, and never by half a file.</param>
    /// <param name="conversation">The conversation's tokens: a prompt, or a prompt and its answer.</param>
    /// <param name="cancellationToken">Stops the saving.</param>
    /// <returns>How many of the tokens were saved; 0 when the engine knew nothing of them, and then no file is written.</returns>
    /// <remarks>
    /// The file holds the conversation itself; keep it as safe as that. It is of use with the same model, as many of its heads that draft,
    /// and the same MaxSequences only. Files <c>step35-*.partial</c> beside it, half-written and a day old, are removed.
    /// </remarks>
    /// <exception cref="SessionException">The file cannot be written, or something other than a regular file is there.</exception>
    /// <exception cref="EngineOverloadedException">Too many sessions are being saved or loaded.</exception>
    /// <exception cref="EngineStoppedException">The engine is disposed.</exception>
    public Task<int> SaveSessionAsync(string path, IReadOnlyList<TokenId> conversation, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(conversation);
        TokenId[] owned = [.. conversation];
        GenerationRequestValidator.CheckPrompt(owned, Tokenizer.VocabularySize);
        return _sessions.SaveAsync(path, owned, cancellationToken);
    }

    /// <summary>Loads a session, so that the next request of its conversation goes on from there.</summary>
    /// <param name="path">The file that <see cref="SaveSessionAsync"/> wrote.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>How many tokens the session holds.</returns>
    /// <remarks>Load files that you trust only: a checksum guards against damage, not against malice.</remarks>
    /// <exception cref="SessionException">
    /// The file is missing, no regular file, damaged, of another model, or larger than <see cref="EngineOptions.PrefixStoreBytes"/>; the
    /// conversation can be read again from its text.
    /// </exception>
    /// <exception cref="EngineOverloadedException">Too many sessions are being saved or loaded.</exception>
    /// <exception cref="EngineStoppedException">The engine is disposed.</exception>
    public Task<int> LoadSessionAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return _sessions.LoadAsync(path, cancellationToken);
    }

    /// <summary>Forgets what the engine keeps of past requests; running ones are not touched.</summary>
    /// <param name="cancellationToken">Stops waiting for the step in flight.</param>
    /// <returns>A task that ends when it is forgotten.</returns>
    /// <exception cref="EngineOverloadedException">Too many such calls wait.</exception>
    /// <exception cref="EngineStoppedException">The engine is disposed.</exception>
    public Task ClearCacheAsync(CancellationToken cancellationToken = default) =>
        _scheduler.CallAsync(new CacheCall<int>(static cache => cache.Forget(), cancellationToken));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _scheduler.DisposeAsync().ConfigureAwait(false);
        ListenerGuard.Report(_telemetry, static telemetry => telemetry.Dispose());
        lock (_owned)
        {
            while (_owned.TryDequeue(out var owned))
                owned.Dispose();
        }
    }

    private void ThrowIfDisposed()
    {
        if (_isDisposed)
            throw new EngineStoppedException();
    }

    // Here, so that the caller gets the error at once, and the other sequences do not wait while a large grammar is read.
    private void ReadGrammar(GenerationGrammar? grammar)
    {
        if (grammar is null)
            return;
        ThrowIfDisposed();
        try
        {
            _backend.ReadGrammar(grammar);
        }
        catch (ObjectDisposedException) when (_isDisposed)
        {
            throw new EngineStoppedException();
        }
    }

    // The request is read on another thread, so what the caller may still change is copied; and the draw's seed is fixed here.
    private GenerationRequest Own(GenerationRequest request) => request with
    {
        Prompt = request.Prompt.ToArray(),
        BranchPoints = request.BranchPoints.ToArray(),
        StopSequences = request.StopSequences.ToArray(),
        StopTokens = request.StopTokens.ToArray(),
        VisibleSpecialTokens = request.VisibleSpecialTokens.ToArray(),
        Thinking = request.Thinking is { } limit ? limit with { Ends = limit.Ends.ToArray(), Closing = limit.Closing.ToArray() } : null,
        // A token without visible text is no part of the text that a grammar describes.
        BannedTokens = request.Grammar is null
            ? request.BannedTokens.ToArray()
            : [.. request.BannedTokens.Union(Tokenizer.FindHidden(request.VisibleSpecialTokens))],
        Sampling = request.Sampling with { Seed = request.Sampling.Seed ?? (uint)RandomNumberGenerator.GetInt32(int.MaxValue) },
    };

    private async IAsyncEnumerable<GenerationUpdate> GenerateCoreAsync(
        GenerationRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = _scheduler.Post(request);
        using var registration = cancellationToken.UnsafeRegister(static state => ((PendingGeneration)state!).Cancel(), pending);
        try
        {
            while (await pending.WaitToReadAsync().ConfigureAwait(false))
                while (pending.TryRead(out var update))
                    yield return update;
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            pending.Cancel();
        }
    }
}
