using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>An admitted request: its tokens, what of them the KV cache holds, and what comes out.</summary>
/// <remarks>Belongs to the scheduler's thread. Invariant: 0 &lt;= Decoded &lt;= Tokens.Count.</remarks>
internal sealed class RunningSequence : IDisposable
{
    private const int NoRow = -1;

    private readonly ITokenSampler _sampler;
    private readonly IVocabulary _vocabulary;
    private readonly TokenTextDecoder _text;
    private readonly StopSequenceMatcher _stops;
    private readonly List<TokenId> _tokens;
    private readonly GenerationClock _clock;
    private readonly int _maxLength;
    private int _decoded;
    private int _outputRow = NoRow;
    private GenerationUpdate? _update;

    public RunningSequence(PendingGeneration pending, SequenceId id, IDecoderBackend backend, IVocabulary vocabulary, TimeProvider time)
    {
        var request = pending.Request;
        Pending = pending;
        Id = id;
        _vocabulary = vocabulary;
        _tokens = [.. request.Prompt];
        _maxLength = backend.SequenceLength;
        _text = new TokenTextDecoder(vocabulary, request.VisibleSpecialTokens.Contains);
        _stops = new StopSequenceMatcher(request.StopSequences);
        _clock = new GenerationClock(time);
        _sampler = backend.CreateSampler(request);
        AcceptPromptTail(request.Sampling);
    }

    public PendingGeneration Pending { get; }

    public SequenceId Id { get; }

    public bool IsFinished => _update?.Summary is not null;

    public bool IsReady => !Pending.IsBufferFull;

    /// <summary>Gets how many tokens wait to be decoded: more than one while the prompt is being read.</summary>
    public int Undecoded => _tokens.Count - _decoded;

    private int GeneratedTokens => _tokens.Count - Pending.Request.Prompt.Count;

    /// <summary>Adds the next undecoded tokens to a batch, as many as fit.</summary>
    public void AddTo(DecoderBatch batch)
    {
        for (var count = Math.Min(Undecoded, batch.Free); count > 0; count--)
        {
            var isLast = Undecoded == 1;
            var row = batch.Add(_tokens[_decoded], _decoded, Id, isLast);
            _outputRow = isLast ? row : NoRow;
            _decoded++;
        }
    }

    /// <summary>Chooses the next token, if the last batch held this sequence's newest one.</summary>
    public void Sample()
    {
        if (_outputRow == NoRow)
            return;
        var token = _sampler.Sample(_outputRow);
        _outputRow = NoRow;
        _tokens.Add(token);
        _clock.MarkToken();
        _update = Advance(token);
    }

    /// <summary>Hands the update of the last step to the caller.</summary>
    public void Publish()
    {
        if (_update is not { } update)
            return;
        Pending.Publish(update);
        if (IsFinished)
            Pending.Complete();
        else
            _update = null;
    }

    public void Dispose() => _sampler.Dispose();

    // The penalties look at the prompt's last tokens too, as in llama.cpp.
    private void AcceptPromptTail(SamplingOptions sampling)
    {
        if (!sampling.HasPenalties)
            return;
        foreach (var token in _tokens.TakeLast(sampling.RepetitionWindowTokens))
            _sampler.Accept(token);
    }

    private GenerationUpdate Advance(TokenId token)
    {
        if (_vocabulary.IsEndOfGeneration(token) || Pending.Request.StopTokens.Contains(token))
            return Finish(token, FinishReason.EndOfTurn, string.Empty);

        var text = _stops.Push(_text.Push(token));
        if (_stops.IsMatched)
            return new GenerationUpdate(token, text, Summarize(FinishReason.StopSequence));
        if (GeneratedTokens >= Pending.Request.MaxTokens)
            return Finish(token, FinishReason.MaxTokens, text);
        if (_tokens.Count >= _maxLength)
            return Finish(token, FinishReason.ContextFull, text);
        return new GenerationUpdate(token, text, Summary: null);
    }

    private GenerationUpdate Finish(TokenId token, FinishReason reason, string text)
    {
        text += _stops.Push(_text.Flush());
        if (_stops.IsMatched)
            reason = FinishReason.StopSequence;
        return new GenerationUpdate(token, text + _stops.Flush(), Summarize(reason));
    }

    private GenerationSummary Summarize(FinishReason reason) =>
        new(reason, Pending.Request.Prompt.Count, GeneratedTokens, _clock.PrefillTime, _clock.DecodeTime);
}
