using Step35.Native.Interop;

namespace Step35.Native;

/// <summary>The tokens that a sampler may choose among, in one buffer that is used again for every choice.</summary>
/// <remarks>Not safe for concurrent calls.</remarks>
internal sealed class LlamaCandidates(int vocabularySize)
{
    private readonly llama_token_data[] _all = new llama_token_data[vocabularySize];
    private readonly llama_token_data[] _one = new llama_token_data[1];
    private int _count;

    /// <summary>Takes the whole vocabulary with its logits.</summary>
    public void Load(ReadOnlySpan<float> logits)
    {
        _count = logits.Length;
        for (var token = 0; token < logits.Length; token++)
            _all[token] = new llama_token_data { id = token, logit = logits[token] };
    }

    /// <summary>Makes a token impossible, before any has been left out.</summary>
    public void Ban(int token) => _all[token].logit = float.NegativeInfinity;

    /// <summary>Leaves out what a filter makes impossible.</summary>
    /// <returns>Whether anything is left.</returns>
    public bool TryFilter(LlamaSampler filter)
    {
        filter.Apply(_all.AsSpan(0, _count));
        var kept = 0;
        foreach (ref readonly var candidate in _all.AsSpan(0, _count))
            if (!float.IsNegativeInfinity(candidate.logit))
                _all[kept++] = candidate;
        _count = kept;
        return kept > 0;
    }

    /// <summary>Lets a chain choose, without taking the choice into its state.</summary>
    public int Choose(LlamaSampler chain)
    {
        var selection = chain.Apply(_all.AsSpan(0, _count));
        return _all[selection.Index].id;
    }

    /// <summary>Says whether a filter lets a token pass.</summary>
    public bool Passes(LlamaSampler filter, int token)
    {
        _one[0] = new llama_token_data { id = token };
        filter.Apply(_one);
        return !float.IsNegativeInfinity(_one[0].logit);
    }
}
