using BenchmarkDotNet.Attributes;
using Step35.AI.Parsing;
using Step35.Engine;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.MicroBench;

/// <summary>From tokens to events: what is done for every generated token.</summary>
[MemoryDiagnoser]
public class AnswerBenchmarks
{
    private const string Answer =
        "The user wants the weather in Oslo. I call get_weather.\n</think>\nLet me look it up for you.\n<tool_call>\n<function=get_weather>\n"
        + "<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>";

    private static readonly string[] StopSequences = ["</answer>", "\n\nUser:", "<|stop|>"];

    private Step35Engine _engine = null!;
    private IReadOnlyList<TokenId> _tokens = null!;
    private string[] _pieces = null!;

    [GlobalSetup]
    public void Load()
    {
        _engine = SmallModel.Load();
        _tokens = _engine.Tokenizer.Encode([new PromptSegment(Answer, IsTemplate: true)]);
        _pieces = [.. _tokens.Select(token => _engine.Tokenizer.Decode([token], special: true))];
    }

    [GlobalCleanup]
    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Benchmark]
    public int DecodeText() => _engine.Tokenizer.Decode(_tokens, special: true).Length;

    [Benchmark]
    public int MatchStopSequences()
    {
        var matcher = new StopSequenceMatcher(StopSequences);
        var length = 0;
        foreach (var piece in _pieces)
            length += matcher.Push(piece).Length;
        return length + matcher.Flush().Length;
    }

    [Benchmark]
    public int Parse()
    {
        var parser = new ResponseParser(startsInReasoning: true);
        var events = new List<ResponseEvent>();
        foreach (var piece in _pieces)
            parser.Push(piece, events);
        parser.Complete(events);
        return events.Count;
    }
}
