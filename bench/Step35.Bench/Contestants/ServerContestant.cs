using Step35.Bench.Server;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Contestants;

/// <summary>llama-server in a process of its own.</summary>
internal sealed class ServerContestant(LlamaServer server, IReadOnlyList<TokenId> bannedTokens) : IContestant
{
    private readonly IReadOnlyList<object[]> _logitBias = [.. bannedTokens.Select(token => new object[] { token.Value, false })];

    public string Name => "llama-server";

    public TimeSpan ProcessorTime => server.ProcessorTime;

    /// <summary>Starts a server with the context length of the engine, and the same tokens forbidden.</summary>
    public static async Task<ServerContestant> StartAsync(PairSettings settings, EngineContestant engine, CancellationToken cancellationToken)
    {
        var server = new LlamaServerSettings(settings.ServerPath, settings.ModelPath, settings.Threads, engine.ContextLength)
        {
            Slots = settings.Conversations,
            DraftTokens = settings.DraftTokens ?? 0,
        };
        return new ServerContestant(await LlamaServer.StartAsync(server, cancellationToken), engine.BannedTokens);
    }

    public async Task<Completion> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var completion = new ServerCompletion([.. request.Prompt.Select(token => token.Value)], request.AnswerLength)
        {
            CachePrompt = true,
            IgnoreEos = !request.MayEnd,
            LogitBias = request.MayEnd ? [] : _logitBias,
        };
        var recorder = new CompletionRecorder(request);
        ServerTimings? timings = null;
        await server.StreamAsync(completion, Take, cancellationToken);
        return recorder.Finish(Name, TimeSpan.FromMilliseconds(timings!.PromptMs), TimeSpan.FromMilliseconds(timings.PredictedMs)) with
        {
            Drafts = new DraftCount(timings.DraftN, timings.DraftNAccepted),
        };

        void Take(ServerUpdate update)
        {
            foreach (var token in update.Tokens)
                recorder.Add(new TokenId(token));
            timings = update.Timings;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
