using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Drafting;

/// <summary>Does a sampler's work and has the script's tokens chosen.</summary>
internal sealed class ScriptedSampler(ITokenSampler inner, TestDevice device, uint seed) : ITokenSampler
{
    public void Accept(TokenId token) => inner.Accept(token);

    public void Take(TokenId token) => inner.Take(token);

    public ReadOnlySpan<float> GetLogits(int row) => inner.GetLogits(row);

    public void Avoid(int row, TokenId token) => inner.Avoid(row, token);

    public TokenId Sample(int row)
    {
        inner.Sample(row);
        return device.Choose(row, seed);
    }

    public void Dispose() => inner.Dispose();
}
