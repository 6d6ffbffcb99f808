using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>llama.cpp's sampler chain for one request.</summary>
internal sealed class LlamaTokenSampler : ITokenSampler
{
    private readonly LlamaContext _context;
    private readonly LlamaSampler _chain = LlamaSampler.CreateChain();
    private readonly GrammarFilter? _grammar;

    /// <summary>Makes the chain of a request.</summary>
    /// <param name="context">Holds the logits.</param>
    /// <param name="request">Says how tokens are chosen.</param>
    /// <param name="vocabularySize">The number of tokens.</param>
    /// <param name="grammar">Filters the tokens and bans those that the request bans; the sampler disposes it.</param>
    public LlamaTokenSampler(LlamaContext context, GenerationRequest request, int vocabularySize, GrammarFilter? grammar)
    {
        _context = context;
        _grammar = grammar;
        var options = request.Sampling;
        if (request.BannedTokens.Count > 0 && grammar is null)
            _chain.AddBan(vocabularySize, [.. request.BannedTokens.Select(token => token.Value)]);
        if (options.HasPenalties)
            _chain.AddPenalties(
                vocabularySize,
                options.RepetitionWindowTokens,
                options.RepetitionPenalty,
                options.FrequencyPenalty,
                options.PresencePenalty);
        if (options.IsGreedy)
            _chain.AddGreedy();
        else
            AddDraw(options);
    }

    public void Accept(TokenId token) => _chain.Accept(token.Value);

    public void Take(TokenId token)
    {
        _grammar?.Take(token);
        _chain.Accept(token.Value);
    }

    public ReadOnlySpan<float> GetLogits(int row) => _context.GetLogits(row);

    public void Avoid(int row, TokenId token) => _context.Discourage(row, token.Value);

    public TokenId Sample(int row) => _grammar?.Sample(_chain, _context.GetLogits(row)) ?? new TokenId(_chain.Sample(_context, row));

    public void Dispose()
    {
        _grammar?.Dispose();
        _chain.Dispose();
    }

    private void AddDraw(SamplingOptions options)
    {
        if (options.TopK > 0)
            _chain.AddTopK(options.TopK);
        if (options.TopP < 1)
            _chain.AddTopP(options.TopP);
        if (options.MinP > 0)
            _chain.AddMinP(options.MinP);
        if (options.Temperature != 1)
            _chain.AddTemperature(options.Temperature);
        // The largest seed means "choose one" to the native sampler.
        _chain.AddDistribution((options.Seed ?? 0) % uint.MaxValue);
    }
}
