using Step35.Engine;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Contestants;

/// <summary>The engine in this process.</summary>
internal sealed class EngineContestant(Step35Engine engine) : IContestant
{
    public Tokenizer Tokenizer => engine.Tokenizer;

    public int ContextLength => engine.Model.ContextLength;

    /// <summary>Gets the tokens that no answer may hold.</summary>
    public IReadOnlyList<TokenId> BannedTokens { get; } = MuteTokens.Find(engine.Tokenizer);

    public string Name => "the engine";

    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;

    public static async Task<EngineContestant> LoadAsync(PairSettings settings, CancellationToken cancellationToken)
    {
        var options = new EngineOptions
        {
            ModelPath = settings.ModelPath,
            Threads = settings.Threads,
            MaxSequences = settings.Conversations,
            DraftTokens = settings.DraftTokens,
            PromptLookup = settings.PromptLookup,
        };
        return new EngineContestant(await Step35Engine.LoadAsync(options, cancellationToken: cancellationToken));
    }

    public async Task<Completion> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var generation = new GenerationRequest
        {
            Prompt = request.Prompt,
            BranchPoints = request.BranchPoints,
            Sampling = new SamplingOptions { Temperature = 0, Seed = request.Seed },
            DraftTokens = request.DraftTokens,
            MaxTokens = request.AnswerLength,
            BannedTokens = request.MayEnd ? [] : BannedTokens,
        };
        var recorder = new CompletionRecorder(request);
        GenerationSummary? summary = null;
        await foreach (var update in engine.GenerateAsync(generation, cancellationToken))
        {
            if (update.Token is { } token)
                recorder.Add(token);
            summary = update.Summary;
        }

        return recorder.Finish(Name, summary!.PrefillTime, summary.DecodeTime) with
        {
            Drafts = new DraftCount(summary.DraftedTokens, summary.AcceptedDraftTokens),
        };
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
