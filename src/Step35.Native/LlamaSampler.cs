using Step35.Native.Interop;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>A chain of samplers that ends with one that chooses: greedy or by the distribution.</summary>
/// <remarks>Holds the state of one sequence. Not safe for concurrent calls.</remarks>
internal sealed unsafe class LlamaSampler : IDisposable
{
    private readonly SamplerHandle _handle;
    private bool _chooses;

    private LlamaSampler(SamplerHandle handle, bool chooses)
    {
        _handle = handle;
        _chooses = chooses;
    }

    public static LlamaSampler CreateChain() =>
        new(new SamplerHandle(llama_sampler_chain_init(llama_sampler_chain_default_params())), chooses: false);

    /// <summary>Keeps the most likely tokens; 0 or less keeps all.</summary>
    public void AddTopK(int count) => Add(llama_sampler_init_top_k(count));

    /// <summary>Keeps the smallest set whose probabilities reach a sum.</summary>
    public void AddTopP(float probability) => Add(llama_sampler_init_top_p(probability, 1));

    /// <summary>Drops tokens less likely than a share of the likeliest.</summary>
    public void AddMinP(float share) => Add(llama_sampler_init_min_p(share, 1));

    public void AddTemperature(float temperature) => Add(llama_sampler_init_temp(temperature));

    /// <summary>Makes the last tokens less likely.</summary>
    public void AddPenalties(int vocabularySize, int lastN, float repeat, float frequency, float presence) =>
        Add(llama_sampler_init_penalties(vocabularySize, lastN, repeat, frequency, presence));

    /// <summary>Makes tokens impossible.</summary>
    public void AddBan(int vocabularySize, ReadOnlySpan<int> tokens)
    {
        var biases = new llama_logit_bias[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
            biases[i] = new llama_logit_bias(tokens[i], float.NegativeInfinity);
        Add(llama_sampler_init_logit_bias(vocabularySize, biases.Length, biases));
    }

    /// <summary>Allows only what a GBNF grammar accepts.</summary>
    /// <returns>False when the core cannot parse the grammar; it writes why to the standard error stream, not to its log.</returns>
    public bool TryAddGrammar(LlamaVocabulary vocabulary, string grammar, string root)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var sampler = llama_sampler_init_grammar(vocabulary.Handle, grammar, root);
        if (sampler == 0)
            return false;

        _handle.KeepAlive(vocabulary.Handle);
        Add(sampler);
        return true;
    }

    /// <summary>Chooses the likeliest token.</summary>
    public void AddGreedy()
    {
        Add(llama_sampler_init_greedy());
        _chooses = true;
    }

    /// <summary>Chooses by the probabilities.</summary>
    public void AddDistribution(uint seed)
    {
        Add(llama_sampler_init_dist(seed));
        _chooses = true;
    }

    /// <summary>Chooses a token by the logits of a batch's token, and takes it into the chain's state.</summary>
    /// <param name="context">The context that decoded the batch.</param>
    /// <param name="batchIndex">A token that asked for an output; -1 names the last one.</param>
    public int Sample(LlamaContext context, int batchIndex)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_chooses)
            throw new InvalidOperationException("The chain chooses no token; end it with AddGreedy or AddDistribution.");

        // The core aborts the process when there are no logits.
        context.GetLogits(batchIndex);
        return llama_sampler_sample(_handle, context.Handle, batchIndex);
    }

    /// <summary>Runs the chain over candidates without taking the choice into its state.</summary>
    /// <param name="candidates">The tokens to choose from; changed in place, in any order afterwards.</param>
    public LlamaSelection Apply(Span<llama_token_data> candidates)
    {
        fixed (llama_token_data* data = candidates)
        {
            var array = new llama_token_data_array { data = data, size = (nuint)candidates.Length, selected = -1 };
            llama_sampler_apply(_handle, &array);

            // A sampler may point the array at a buffer of its own.
            if (array.data != data)
                new ReadOnlySpan<llama_token_data>(array.data, (int)array.size).CopyTo(candidates);
            return new LlamaSelection((int)array.size, (int)array.selected);
        }
    }

    /// <summary>Takes a token into the chain's state. The token must be one of the vocabulary's.</summary>
    public void Accept(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        llama_sampler_accept(_handle, token);
    }

    public void Reset() => llama_sampler_reset(_handle);

    /// <summary>Copies the chain with its state, random numbers included.</summary>
    public LlamaSampler Clone() => new(_handle.Clone(), _chooses);

    public void Dispose() => _handle.Dispose();

    private void Add(nint sampler) => llama_sampler_chain_add(_handle, sampler);
}
