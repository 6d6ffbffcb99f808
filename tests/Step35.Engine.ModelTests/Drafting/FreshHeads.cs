using System.Numerics.Tensors;
using Microsoft.Extensions.Logging.Abstractions;
using Step35.Engine.Tokenization;
using Step35.Native;

namespace Step35.Engine.ModelTests.Drafting;

/// <summary>The heads by the book, as a reference: each reads the whole text anew.</summary>
/// <remarks>Not safe for concurrent calls.</remarks>
internal sealed class FreshHeads : IDisposable
{
    private readonly LlamaModel _model;
    private readonly LlamaContext _target;
    private readonly LlamaContext _drafter;
    private readonly LlamaBatch _batch;
    private readonly LlamaBatch _rows;

    public FreshHeads(string modelPath, int contextLength)
    {
        NativeRuntime.Load(new NativeLoadRequest(null, []), NullLogger.Instance);
        _model = LlamaModel.Load(modelPath, new LlamaModelParameters { LoadMtp = true }, progress: null, TestContext.Current.CancellationToken);
        var parameters = new LlamaContextParameters
        {
            ContextLength = contextLength,
            BatchSize = contextLength,
            MicroBatchSize = contextLength,
            Threads = 1,
            BatchThreads = 1,
        };
        _target = _model.CreateContext(parameters);
        _target.SetNextNEmbeddings(enabled: true, masked: false);
        _drafter = _model.CreateContext(parameters with { Kind = LlamaContextKind.Mtp, Other = _target });
        _drafter.SetNextNEmbeddings(enabled: true, masked: true);
        _batch = new LlamaBatch(contextLength);
        _rows = new LlamaBatch(contextLength, _model.OutputEmbeddingLength);
    }

    /// <summary>Guesses the tokens after some text, the last token of which the model has not computed.</summary>
    public TokenId[] Predict(ReadOnlySpan<TokenId> text)
    {
        var hidden = ComputeHiddenRows(text[..^1], Cut.None(text.Length));
        List<TokenId> guesses = [];
        for (var head = 0; head < _model.NextNLayerCount; head++)
            guesses.Add(new TokenId(TensorPrimitives.IndexOfMax(Read(head, [.. text, .. guesses], hidden))));
        return [.. guesses];
    }

    /// <summary>Measures by how many logits one guess is likelier than another after some text, read in pieces, and the guesses before.</summary>
    public float MeasureLead(ReadOnlySpan<TokenId> text, Cut cut, ReadOnlySpan<TokenId> guesses, TokenId one, TokenId other)
    {
        var hidden = ComputeHiddenRows(text[..^1], cut);
        for (var head = 0; head < guesses.Length; head++)
            Read(head, [.. text, .. guesses[..head]], hidden);
        var logits = Read(guesses.Length, [.. text, .. guesses], hidden);
        return logits[one.Value] - logits[other.Value];
    }

    public void Dispose()
    {
        _rows.Dispose();
        _batch.Dispose();
        _drafter.Dispose();
        _target.Dispose();
        _model.Dispose();
    }

    // The row of each token goes with the token after it; the first one has none.
    private List<float[]> ComputeHiddenRows(ReadOnlySpan<TokenId> text, Cut cut)
    {
        _target.Clear(data: true);
        List<float[]> hidden = [new float[_model.OutputEmbeddingLength]];
        foreach (var (start, length) in cut.Pieces(text.Length))
        {
            _batch.Clear();
            for (var index = start; index < start + length; index++)
                _batch.Add(text[index].Value, index, sequence: 0, output: index == start + length - 1);
            Assert.Equal(0, _target.Decode(_batch));
            for (var index = 0; index < length; index++)
                hidden.Add(_target.GetNextNEmbedding(index).ToArray());
        }

        return hidden;
    }

    private ReadOnlySpan<float> Read(int head, TokenId[] tokens, List<float[]> hidden)
    {
        _drafter.Clear(data: true);
        _drafter.SetNextNLayerOffset(head);
        _rows.Clear();
        for (var index = 0; index < tokens.Length; index++)
            hidden[index].CopyTo(_rows.GetEmbedding(_rows.Add(tokens[index].Value, index, sequence: 0, output: index == tokens.Length - 1)));
        Assert.Equal(0, _drafter.Decode(_rows));
        hidden.Add(_drafter.GetNextNEmbedding(tokens.Length - 1).ToArray());
        return _drafter.GetLogits(-1);
    }
}
