using BenchmarkDotNet.Attributes;
using Step35.AI.Prompting;
using Step35.Engine;
using Step35.Engine.Tokenization;

namespace Step35.MicroBench;

/// <summary>From messages to tokens.</summary>
[MemoryDiagnoser]
public class PromptBenchmarks
{
    private Step35Engine _engine = null!;
    private PromptRequest _request = null!;
    private IReadOnlyList<PromptSegment> _segments = null!;

    [GlobalSetup]
    public void Load()
    {
        _engine = SmallModel.Load();
        _request = LongConversation.Create(_engine.Tokenizer.BeginningOfTextSpelling);
        _segments = PromptRenderer.Render(_request);
    }

    [GlobalCleanup]
    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Benchmark]
    public int Render() => PromptRenderer.Render(_request).Count;

    [Benchmark]
    public int Encode() => _engine.Tokenizer.Encode(_segments).Count;
}
