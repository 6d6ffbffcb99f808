using CsCheck;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.TestModels;

namespace Step35.Engine.ModelTests.Caching;

/// <summary>Whatever was asked before or is asked beside, the answer is that of a fresh native core.</summary>
public sealed class PrefixReuseTests(ITestOutputHelper output) : IDisposable
{
    private const int ContextLength = 1024;
    private const int AnswerTokens = 6;

    private static readonly Gen<ReuseStep> AnyStep =
        from chat in Gen.Int[0, 2]
        from move in Gen.Enum<ReuseMove>()
        from text in Gen.Int[0, 2]
        from offset in Gen.OneOf(Gen.Int[-3, 1], Gen.Int[-90, 90])
        from editTokens in AnyOf(1, 1, 2, 40, 150)
        from isMarked in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        from leavesAfter in Gen.Frequency((5, Gen.Const((int?)null)), (1, Gen.Int[0, AnswerTokens - 1].Select(count => (int?)count)))
        from waits in Gen.Bool
        select new ReuseStep(chat, move, text, offset, editTokens, isMarked, leavesAfter, waits);

    private static readonly Gen<ReuseSetting> AnySetting =
        from sequences in AnyOf(1, 2, 3, 8)
        from checkpointBytes in AnyOf(0L, 15_000L, 150_000L, 1L << 30)
        from storeBytes in AnyOf(0L, 200_000L, 1_000_000L, 1L << 30)
        from batchTokens in AnyOf(32, 96, 96, 512)
        select new ReuseSetting(sequences, checkpointBytes, storeBytes, batchTokens);

    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    private long _promptTokens;
    private long _reusedTokens;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Generate_RandomConversations_AnswerAsAFreshCore() => CheckProperty(NanoModel.Path, Partings.NanoTieTolerance, iterations: 20);

    // An answer of random weights hangs on every token that is seen. All experts are used, so that no router can tie.
    public static TheoryData<string, TestModelShape> Shapes => new()
    {
        { "narrow-window", new TestModelShape { Experts = 2 } },
        { "wide-window", new TestModelShape { Experts = 2, SlidingWindow = 128, TrunkLayers = 9 } },
        { "full-first-and-last", new TestModelShape { Experts = 2, SlidingWindow = 48, TrunkLayers = 7, FullAttentionEvery = 6 } },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Generate_RandomWeights_AnswerAsAFreshCore(string name, TestModelShape shape) =>
        CheckProperty(TestModelWriter.Write(shape, Path.Combine(_folder, name + ".gguf")), tieTolerance: 0.1f, iterations: 10);

    private void CheckProperty(string modelPath, float tieTolerance, int iterations)
    {
        using var fresh = new FreshAnswers(modelPath, ContextLength, AnswerTokens, tieTolerance);
        Gen.Select(AnyStep.Array[1, 14], AnySetting).Sample(
            (steps, setting) =>
            {
                var requests = Plan(fresh, steps);
                var answers = AnswerAsync(setting.Of(modelPath, ContextLength), steps, requests).GetAwaiter().GetResult();
                foreach (var (step, request, answer) in steps.Zip(requests, answers))
                    fresh.Check(request.Prompt, answer, isWhole: step.LeavesAfter is null);
            },
            iter: PropertyIterations.OrDefault(iterations),
            threads: 1);
        output.WriteLine($"{fresh}; {_reusedTokens:N0} of {_promptTokens:N0} prompt tokens were known");
    }

    private static List<GenerationRequest> Plan(FreshAnswers fresh, ReuseStep[] steps)
    {
        var chats = Enumerable.Range(0, 3).Select(_ => new Conversation(fresh.Tokenizer, ContextLength - AnswerTokens)).ToList();
        List<GenerationRequest> requests = [];
        foreach (var step in steps)
        {
            var chat = chats[step.Chat];
            chat.Move(step, chat.Prompt.Length == 0 ? [] : fresh.Answer(chat.Prompt));
            requests.Add(new GenerationRequest
            {
                Prompt = chat.Prompt,
                BranchPoints = step.IsMarked ? [.. chat.BranchPoints] : [],
                Sampling = new SamplingOptions { Temperature = 0 },
                MaxTokens = AnswerTokens,
            });
        }

        return requests;
    }

    private async Task<List<TokenId>[]> AnswerAsync(EngineOptions options, ReuseStep[] steps, IReadOnlyList<GenerationRequest> requests)
    {
        await using var engine = await Step35Engine.LoadAsync(options, cancellationToken: Cancel);
        List<Task<List<TokenId>>> answers = [];
        foreach (var (step, request) in steps.Zip(requests))
        {
            answers.Add(AskAsync(engine, request, step.LeavesAfter));
            if (step.Waits)
                await Task.WhenAll(answers);
        }

        return await Task.WhenAll(answers);
    }

    private async Task<List<TokenId>> AskAsync(Step35Engine engine, GenerationRequest request, int? leavesAfter)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        List<TokenId> tokens = [];
        var reading = ReadAsync();
        if (leavesAfter == 0)
            await source.CancelAsync();
        var error = await Record.ExceptionAsync(() => reading);
        Assert.True(error is null || (error is OperationCanceledException && leavesAfter is not null), $"{error}");
        return tokens;

        async Task ReadAsync()
        {
            await foreach (var update in engine.GenerateAsync(request, source.Token))
            {
                if (update.Token is { } token)
                    tokens.Add(token);
                if (update.Summary is { } summary)
                    Count(summary);
                if (tokens.Count == leavesAfter)
                    await source.CancelAsync();
            }
        }
    }

    private void Count(GenerationSummary summary)
    {
        Interlocked.Add(ref _promptTokens, summary.PromptTokens);
        Interlocked.Add(ref _reusedTokens, summary.CachedTokens);
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
