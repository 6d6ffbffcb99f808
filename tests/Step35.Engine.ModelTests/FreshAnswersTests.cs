using Step35.Engine.Tokenization;
using Step35.TestModels;
using Xunit.Sdk;

namespace Step35.Engine.ModelTests;

public sealed class FreshAnswersTests
{
    private const int AnswerTokens = 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispose_PartedAtTheFirstToken_FailsWhateverTheTolerance(bool isOther)
    {
        var fresh = new FreshAnswers(NanoModel.Path, contextLength: 256, AnswerTokens, tieTolerance: float.MaxValue);
        var prompt = fresh.Tokenizer.Encode("What is the weather");
        var answer = fresh.Answer([.. prompt]);
        fresh.Check(prompt, isOther ? [new TokenId(answer[0].Value + 1), .. answer[1..]] : answer);
        var error = Record.Exception(fresh.Dispose);
        Assert.Equal(isOther, error is XunitException);
    }
}
