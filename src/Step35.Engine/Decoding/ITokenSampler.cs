using Step35.Engine.Tokenization;

namespace Step35.Engine.Decoding;

/// <summary>One request's sampler with its state.</summary>
internal interface ITokenSampler : IDisposable
{
    /// <summary>Takes note of a token of the prompt, for the penalties.</summary>
    void Accept(TokenId token);

    /// <summary>Chooses a token from a row of the last decoded batch and takes note of it.</summary>
    TokenId Sample(int row);
}
