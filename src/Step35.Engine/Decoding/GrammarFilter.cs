using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>Chooses tokens that a grammar allows, on the native core's grammar engine.</summary>
/// <remarks>
/// <para>
/// Asking the grammar about the whole vocabulary costs milliseconds, about one token microseconds. So the chain first chooses
/// freely, and only a token that the grammar refuses is drawn again, among those that it allows. Without truncation that is the
/// very distribution of masking first: p(x) + p(refused) p(x) / p(allowed) = p(x) / p(allowed). Greedy choice is the same either
/// way. With top-k, top-p or min-p a token that was in the free choice's nucleus stays possible even where masking first would
/// have narrowed the nucleus; both choose allowed tokens only. llama.cpp's own programs do the same.
/// </para>
/// <para>
/// The native grammar ends the process when it is handed a token that it does not allow, so every token is asked for first.
/// </para>
/// </remarks>
internal sealed class GrammarFilter : IDisposable
{
    private readonly LlamaSampler _grammar;
    private readonly OverlongGuard _spelling;
    private readonly LlamaCandidates _candidates;
    private readonly IReadOnlyList<TokenId> _banned;

    /// <summary>Starts an answer.</summary>
    /// <param name="vocabulary">Spells the tokens.</param>
    /// <param name="grammar">What <see cref="Read"/> returned; the filter disposes it.</param>
    /// <param name="banned">The tokens that are never chosen.</param>
    /// <param name="candidates">Room for the vocabulary.</param>
    public GrammarFilter(LlamaVocabulary vocabulary, LlamaSampler grammar, IReadOnlyList<TokenId> banned, LlamaCandidates candidates)
    {
        _grammar = grammar;
        _spelling = new OverlongGuard(vocabulary);
        _candidates = candidates;
        _banned = banned;
    }

    /// <summary>Reads a grammar.</summary>
    /// <exception cref="GrammarException">The native core cannot read it.</exception>
    public static LlamaSampler Read(LlamaVocabulary vocabulary, GenerationGrammar grammar)
    {
        var sampler = LlamaSampler.CreateChain();
        if (sampler.TryAddGrammar(vocabulary, grammar.Text, grammar.Root))
            return sampler;
        sampler.Dispose();
        throw new GrammarException(
            $"The native core cannot read the grammar; its standard error output says where it stops. Check the rule '{grammar.Root}', "
            + "undefined rules, left recursion, and repetitions above 2,000.");
    }

    /// <summary>Chooses a token and takes it into the states of chain and grammar.</summary>
    /// <exception cref="GrammarException">No token can follow.</exception>
    public TokenId Sample(LlamaSampler chain, ReadOnlySpan<float> logits)
    {
        Load(logits);
        var token = _candidates.Choose(chain);
        if (!_candidates.Passes(_grammar, token) || !_spelling.Allows(token))
            token = SampleAllowed(chain, logits);
        chain.Accept(token);
        Accept(token);
        return new TokenId(token);
    }

    /// <summary>Takes a token that was given into the grammar's state.</summary>
    /// <exception cref="GrammarException">The grammar does not allow it.</exception>
    public void Take(TokenId token)
    {
        if (!_candidates.Passes(_grammar, token.Value))
            throw new GrammarException(
                "The grammar does not allow the text that closes the thinking. Allow it in the grammar, or set no limit to the thinking.");
        Accept(token.Value);
    }

    public void Dispose() => _grammar.Dispose();

    private void Accept(int token)
    {
        _grammar.Accept(token);
        _spelling.Accept(token);
    }

    private int SampleAllowed(LlamaSampler chain, ReadOnlySpan<float> logits)
    {
        Load(logits);
        foreach (var token in _spelling.FindRefused())
            _candidates.Ban(token);
        return _candidates.TryFilter(_grammar)
            ? _candidates.Choose(chain)
            : throw new GrammarException("No token of the vocabulary can continue the grammar here. Allow more in the grammar, or ban fewer tokens.");
    }

    private void Load(ReadOnlySpan<float> logits)
    {
        _candidates.Load(logits);
        foreach (var token in _banned)
            _candidates.Ban(token.Value);
    }
}
