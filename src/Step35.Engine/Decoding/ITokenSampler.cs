using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Decoding;

/// <summary>One request's sampler with its state.</summary>
internal interface ITokenSampler : IDisposable
{
    /// <summary>Takes note of a token of the prompt, for the penalties.</summary>
    void Accept(TokenId token);

    /// <summary>Takes note of a token of the answer that it did not choose.</summary>
    /// <exception cref="GrammarException">The request's grammar does not allow it.</exception>
    void Take(TokenId token);

    /// <summary>Gets what the model says about each token of the vocabulary after a row of the last decoded batch.</summary>
    ReadOnlySpan<float> GetLogits(int row);

    /// <summary>Makes a token the last choice in a row of the last decoded batch.</summary>
    void Avoid(int row, TokenId token);

    /// <summary>Chooses a token from a row of the last decoded batch and takes note of it.</summary>
    TokenId Sample(int row);
}
