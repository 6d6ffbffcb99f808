using CsCheck;
using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Tests.Decoding;

public class LikelihoodMeterTests
{
    private static readonly Gen<float[]> Logits = Gen.Float[-40, 90].Array[1, 200];

    [Fact]
    public void Measure_AnyLogits_AreTheirSoftmax() => Logits.Sample(logits =>
    {
        var sum = logits.Sum(static logit => Math.Exp(logit));
        for (var token = 0; token < logits.Length; token++)
            Assert.Equal(logits[token] - Math.Log(sum), new LikelihoodMeter(0).Measure(logits, new TokenId(token)).LogProbability, 1e-3);
    });

    [Fact]
    public void Measure_Likeliest_AreTheLargestInOrder() => Gen.Select(Logits, Gen.Int[0, 20]).Sample((logits, count) =>
    {
        var likeliest = new LikelihoodMeter(count).Measure(logits, new TokenId(0)).Likeliest;
        Assert.Equal(logits.OrderDescending().Take(count), likeliest.Select(token => logits[token.Token.Value]));
        Assert.Distinct(likeliest.Select(token => token.Token));
        Assert.All(likeliest, token => Assert.Equal(new LikelihoodMeter(0).Measure(logits, token.Token).LogProbability, token.LogProbability));
    });
}
