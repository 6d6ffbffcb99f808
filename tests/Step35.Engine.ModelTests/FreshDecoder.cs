using Microsoft.Extensions.Logging.Abstractions;
using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;
using Step35.Native;

namespace Step35.Engine.ModelTests;

/// <summary>The native core alone, as a reference: it forgets everything before each prompt and reads it in one piece.</summary>
/// <remarks>Not safe for concurrent calls.</remarks>
internal sealed class FreshDecoder : IDisposable
{
    private readonly LlamaModel _model;
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;

    public FreshDecoder(string modelPath, int contextLength)
    {
        NativeRuntime.Load(new NativeLoadRequest(null, []), NullLogger.Instance);
        _model = LlamaModel.Load(modelPath, new LlamaModelParameters(), progress: null, TestContext.Current.CancellationToken);
        _context = _model.CreateContext(new LlamaContextParameters
        {
            ContextLength = contextLength,
            BatchSize = contextLength,
            MicroBatchSize = contextLength,
            MaxOutputCount = 1,
            Threads = 1,
            BatchThreads = 1,
        });
        _batch = new LlamaBatch(contextLength);
        Tokenizer = new Tokenizer(new LlamaVocabularyAdapter(_model.Vocabulary));
    }

    public Tokenizer Tokenizer { get; }

    /// <summary>Continues a prompt greedily, up to so many tokens or the end of the turn.</summary>
    public TokenId[] Answer(ReadOnlySpan<TokenId> prompt, int maxTokens)
    {
        List<TokenId> answer = [];
        _context.Clear(data: true);
        var logits = Decode(prompt, position: 0);
        while (true)
        {
            var token = new TokenId(IndexOfMax(logits));
            answer.Add(token);
            if (answer.Count == maxTokens || _model.Vocabulary.IsEndOfGeneration(token.Value))
                return [.. answer];
            logits = Decode([token], prompt.Length + answer.Count - 1);
        }
    }

    /// <summary>Measures by how many logits one token is likelier than another after some text, read in pieces.</summary>
    public float MeasureLead(ReadOnlySpan<TokenId> text, Cut cut, TokenId one, TokenId other)
    {
        _context.Clear(data: true);
        ReadOnlySpan<float> logits = [];
        foreach (var (start, length) in cut.Pieces(text.Length))
            logits = Decode(text.Slice(start, length), start);
        return logits[one.Value] - logits[other.Value];
    }

    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
        _model.Dispose();
    }

    private ReadOnlySpan<float> Decode(scoped ReadOnlySpan<TokenId> tokens, int position)
    {
        _batch.Clear();
        for (var index = 0; index < tokens.Length; index++)
            _batch.Add(tokens[index].Value, position + index, sequence: 0, output: index == tokens.Length - 1);
        Assert.Equal(0, _context.Decode(_batch));
        return _context.GetLogits(-1);
    }

    private static int IndexOfMax(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var index = 1; index < logits.Length; index++)
            if (logits[index] > logits[best])
                best = index;
        return best;
    }
}
