using Step35.Engine.Generation;
using Step35.Engine.Loops;
using Step35.Engine.Thinking;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Decoding;

/// <summary>Chooses an answer's tokens: the sampler does, unless the request's rules leave no choice or advise against one.</summary>
internal sealed class TokenChooser(ITokenSampler sampler, GenerationRequest request, int contextLength)
{
    private readonly LoopBreaker? _loops = LoopBreaker.Create(request.LoopGuard, contextLength);
    private readonly ThinkingBudget? _thinking = request.Thinking is { } limit ? new ThinkingBudget(limit) : null;
    private readonly LikelihoodMeter? _likelihood = request.LikeliestTokens is { } likeliest ? new LikelihoodMeter(likeliest) : null;

    /// <summary>Gets a value indicating whether the answer keeps repeating itself and should end.</summary>
    public bool IsStuck => _loops?.IsStuck ?? false;

    /// <summary>Chooses the token after a row of the last decoded batch.</summary>
    public TokenId Choose(int row)
    {
        if (_thinking?.Given is { } given)
        {
            sampler.Take(given);
            return given;
        }

        if (_loops?.Avoided is { } avoided)
            sampler.Avoid(row, avoided);
        return sampler.Sample(row);
    }

    /// <summary>Measures how likely the model found a token after a row of the last decoded batch; null unless the request asks for it.</summary>
    public TokenLikelihood? Measure(int row, TokenId token) => _likelihood?.Measure(sampler.GetLogits(row), token);

    /// <summary>Takes note of the token that was chosen.</summary>
    /// <param name="answer">All tokens of the answer, with this one at the end.</param>
    /// <param name="isInCharacter">Whether the answer's text ends inside a character.</param>
    public void Observe(ReadOnlySpan<TokenId> answer, bool isInCharacter)
    {
        _thinking?.Observe(answer[^1], isInCharacter);
        _loops?.Observe(answer);
    }
}
