using Microsoft.Extensions.Logging.Abstractions;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.TestModels;
using Step35.TestModels.Scripted;

namespace Step35.Engine.ModelTests.Drafting;

/// <summary>Drafting changes the speed and nothing else.</summary>
public sealed class LosslessTests(ITestOutputHelper output)
{
    private const int ContextLength = 1024;
    private const int AnswerTokens = 32;
    private const int Samples = 4_000;
    private const int SampledTokens = 4;
    private const int Choices = 4;
    private const int FirstToken = 20;

    private static readonly string[] Cities = ["Oslo", "Paris", "Rome", "Lima", "Cairo"];
    private static readonly string[] Things = ["the weather", "the time", "the sum of 3 and 4", "a joke", "the news"];
    private static readonly string[] Openings = ["", "Hello! ", "Please tell me: ", "Thanks. Now I want to know "];
    private static readonly string[] Endings = ["?", "? Answer briefly.", " and in Berlin?", " for me, please.", "? And what is your name?"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Questions =>
        from city in Cities
        from thing in Things
        from opening in Openings
        from ending in Endings
        select $"{opening}What is {thing} in {city}{ending}";

    [Fact]
    public async Task Generate_FiveHundredConversations_AnswersAsAFreshCore()
    {
        using var fresh = FreshAnswers.OfNano(ContextLength, AnswerTokens);
        foreach (var (draftTokens, sequences) in new (int?, int)[] { (0, 1), (1, 1), (2, 1), (3, 1), (null, 1), (1, 6), (3, 6), (null, 6) })
        {
            var (drafted, accepted) = await CheckAsync(fresh, draftTokens, sequences);
            output.WriteLine($"{draftTokens?.ToString() ?? "adaptive"}, {sequences} at once: {accepted:N0} of {drafted:N0} drafted tokens were right; {fresh}");
            Assert.Equal(draftTokens == 0, drafted == 0);
        }
    }

    [Fact]
    public async Task Generate_Sampled_HasTheDistributionOfNoDrafts()
    {
        var folder = Directory.CreateTempSubdirectory("step35-").FullName;
        try
        {
            var modelPath = TestModelWriter.Write(new TestModelShape { Experts = 2 }, Path.Combine(folder, "small.gguf"));
            var options = Options(modelPath, draftTokens: 3, sequences: 4);
            var parts = new EngineLoader(options, NullLoggerFactory.Instance, progress: null).LoadParts(Cancel);
            await using var engine = new Step35Engine(parts with { Heads = new ScriptedPredictor(GuessBlindly, chance: 1) }, options, TimeProvider.System, NullLogger.Instance);
            var (drafted, accepted, counts) = await SampleAsync(engine, firstSeed: 1, draftTokens: null);
            var (none, _, expected) = await SampleAsync(engine, firstSeed: 1 + Samples, draftTokens: 0);
            var difference = ChiSquared.Of(counts, expected);
            output.WriteLine($"{difference}; {accepted:N0} of {drafted:N0} drafted tokens were right");
            Assert.Equal(0, none);
            Assert.InRange(accepted, Samples / 10, drafted);
            Assert.InRange(difference.Statistic, 0, difference.CriticalValue);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Drafted, int Accepted)> CheckAsync(FreshAnswers fresh, int? draftTokens, int sequences)
    {
        await using var engine = await Step35Engine.LoadAsync(Options(NanoModel.Path, draftTokens, sequences), cancellationToken: Cancel);
        var requests = Questions.Select(question => engine.Ask(question, AnswerTokens)).ToList();
        Assert.Equal(500, requests.Count);
        var answers = await Task.WhenAll(requests.Select(request => engine.CollectAsync(request, Cancel)));
        foreach (var (request, answer) in requests.Zip(answers))
            fresh.Check(request.Prompt, answer.Tokens);
        return (answers.Sum(answer => answer.Summary.DraftedTokens), answers.Sum(answer => answer.Summary.AcceptedDraftTokens));
    }

    // How often each possible answer came, of a few tokens out of a few.
    private static async Task<(int Drafted, int Accepted, int[] Counts)> SampleAsync(Step35Engine engine, int firstSeed, int? draftTokens)
    {
        var prompt = engine.Tokenizer.Encode([new PromptSegment("some text", IsTemplate: false)]);
        var request = new GenerationRequest
        {
            Prompt = prompt,
            MaxTokens = SampledTokens,
            DraftTokens = draftTokens,
            BannedTokens = [.. Enumerable.Range(0, engine.Tokenizer.VocabularySize).Where(token => token is < FirstToken or >= FirstToken + Choices).Select(token => new TokenId(token))],
        };
        var counts = new int[(int)Math.Pow(Choices, SampledTokens)];
        var (drafted, accepted) = (0, 0);
        foreach (var seeds in Enumerable.Range(firstSeed, Samples).Chunk(100))
        {
            var answers = await Task.WhenAll(seeds.Select(seed =>
                engine.CollectAsync(request with { Sampling = new SamplingOptions { Seed = (uint)seed } }, Cancel)));
            foreach (var (_, tokens, summary) in answers)
            {
                counts[tokens.Aggregate(0, (index, token) => (index * Choices) + token.Value - FirstToken)]++;
                (drafted, accepted) = (drafted + summary.DraftedTokens, accepted + summary.AcceptedDraftTokens);
            }
        }

        return (drafted, accepted, counts);
    }

    private static TokenId GuessBlindly(IReadOnlyList<TokenId> known) => new(FirstToken + (known.Sum(token => token.Value) % Choices));

    private static EngineOptions Options(string modelPath, int? draftTokens, int sequences) => new()
    {
        ModelPath = modelPath,
        ContextLength = ContextLength,
        MaxSequences = sequences,
        DraftTokens = draftTokens,
        QueueCapacity = 1000,
        Threads = 1,
    };
}
