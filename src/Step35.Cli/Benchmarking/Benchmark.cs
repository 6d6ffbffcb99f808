using Step35.Engine;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Cli.Benchmarking;

/// <summary>Measures how fast an engine reads prompts and writes answers, by its own clock.</summary>
/// <remarks>
/// Each conversation begins with tokens that the engine knows already, as many as the depth says; what is measured comes after them. Prompts
/// are random, so that no two have anything in common, and no answer ends before its time.
/// </remarks>
internal sealed class Benchmark
{
    private readonly Step35Engine _engine;
    private readonly BenchSettings _settings;
    private readonly TokenId[] _spoken;
    private readonly TokenId[] _silent;
    private readonly Random _random = new(35);

    public Benchmark(Step35Engine engine, BenchSettings settings)
    {
        (_engine, _settings) = (engine, settings);
        var tokens = Enumerable.Range(0, engine.Tokenizer.VocabularySize).Select(value => new TokenId(value)).ToLookup(IsSilent);
        (_silent, _spoken) = ([.. tokens[true]], [.. tokens[false]]);
    }

    public async Task<BenchReport> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var cells = _settings.Depths.SelectMany(depth => _settings.Concurrencies.Select(concurrency => (depth, concurrency))).ToList();
        var rows = new List<BenchRow>();
        foreach (var (depth, concurrency) in cells)
        {
            rows.Add(await MeasureAsync(depth, concurrency, cancellationToken));
            report((double)rows.Count / cells.Count);
        }

        var model = _engine.Model;
        return new BenchReport(model.Name, model.Description, model.Backend, _settings.PromptTokens, _settings.AnswerTokens, rows);
    }

    // Special tokens have no text, and among them are those that end an answer.
    private bool IsSilent(TokenId token) => _engine.Tokenizer.Decode([token]).Length == 0;

    private async Task<BenchRow> MeasureAsync(int depth, int concurrency, CancellationToken cancellationToken)
    {
        var known = Enumerable.Range(0, concurrency).Select(_ => NewTokens(depth)).ToList();
        var (reading, writing) = (new List<double>(), new List<double>());
        for (var run = 0; run < _settings.Runs; run++)
        {
            foreach (var beginning in known.Where(beginning => beginning.Length > 0))
                await GenerateAsync(beginning, beginning.Length, answerTokens: 1, cancellationToken);
            var answers = await Task.WhenAll(known.Select(beginning =>
                GenerateAsync([.. beginning, .. NewTokens(_settings.PromptTokens)], beginning.Length, _settings.AnswerTokens, cancellationToken)));
            reading.Add(answers.Sum(answer => answer.PromptTokens - answer.CachedTokens) / answers.Max(answer => answer.PrefillTime).TotalSeconds);
            // The first token of each answer comes with its prompt.
            writing.Add(answers.Sum(answer => answer.GeneratedTokens - 1) / answers.Max(answer => answer.DecodeTime).TotalSeconds);
        }

        return new BenchRow(depth, concurrency, Median(reading), Median(writing));
    }

    private TokenId[] NewTokens(int count) => _random.GetItems(_spoken, count);

    private async Task<GenerationSummary> GenerateAsync(TokenId[] prompt, int branchPoint, int answerTokens, CancellationToken cancellationToken)
    {
        var request = new GenerationRequest
        {
            Prompt = prompt,
            BranchPoints = [branchPoint],
            Sampling = new SamplingOptions { Temperature = 0 },
            MaxTokens = answerTokens,
            BannedTokens = _silent,
        };
        var last = await _engine.GenerateAsync(request, cancellationToken).LastAsync(cancellationToken);
        return last.Summary!;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return Math.Round((values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2, 1);
    }
}
