using System.Text.RegularExpressions;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.ModelTests;

public sealed class GrammarTests(NanoEngine nano) : IClassFixture<NanoEngine>
{
    private const int Draws = 600;

    private readonly Step35Engine _engine = nano.Engine;

    [Fact]
    public async Task Generate_Grammar_EndsExactlyWhereItDoes()
    {
        var answer = await _engine.RunAsync(Ask("root ::= [0-9] [0-9] \"!\""));

        Assert.Matches("^[0-9]{2}!$", answer.Text);
        Assert.Equal(FinishReason.EndOfTurn, answer.Summary.FinishReason);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 0.9f)]
    public async Task Generate_AnySampling_FollowsTheGrammar(float temperature, float topP)
    {
        for (uint seed = 1; seed <= 10; seed++)
        {
            var sampling = new SamplingOptions { Temperature = temperature, TopP = topP, Seed = seed, RepetitionPenalty = 1.2f };
            var answer = await _engine.RunAsync(Ask("root ::= (\"yes\" | \"no\") (\", \" (\"yes\" | \"no\")){2,2}") with { Sampling = sampling });
            Assert.Matches("^(yes|no)(, (yes|no)){2}$", answer.Text);
        }
    }

    [Fact]
    public async Task Generate_GrammarThatAllowsEverything_ChangesNothing()
    {
        // What has no visible text is no part of the text that a grammar describes.
        TokenId[] visible = [_engine.Tokenizer.FindSpecial("</think>")!.Value];
        var request = Ask(@"root ::= [\x01-\U0010FFFF]*") with { VisibleSpecialTokens = visible };
        var constrained = await _engine.RunAsync(request);

        using var fresh = FreshAnswers.OfNano(_engine.Model.ContextLength);
        fresh.Check(request.Prompt, constrained.Tokens);
    }

    [Fact]
    public async Task Generate_Seed_DecidesTheDraw()
    {
        var request = Ask(@"root ::= [a-z ]{12,12}") with { Sampling = new SamplingOptions { Temperature = 3, TopP = 1, Seed = 7 } };

        var first = await _engine.RunAsync(request);
        var second = await _engine.RunAsync(request);

        Assert.Equal(first.Text, second.Text);
        Assert.Matches("^[a-z ]{12}$", first.Text);
    }

    [Fact]
    public async Task Generate_Draws_FollowTheDistributionThatIsLeftWhenAllElseIsBanned()
    {
        var banned = Enumerable.Range(0, _engine.Tokenizer.VocabularySize)
            .Select(token => new TokenId(token))
            .Where(token => !Regex.IsMatch(_engine.Tokenizer.Decode([token], special: true), "^[a-z]$"))
            .ToList();

        var masked = await CountFirstTokensAsync(_engine.Ask("Hello!", maxTokens: 1) with { BannedTokens = banned });
        var filtered = await CountFirstTokensAsync(Ask("root ::= [a-z]", maxTokens: 1));

        var letters = masked.Keys.Union(filtered.Keys).ToList();
        var difference = ChiSquared.Of(
            [.. letters.Select(letter => masked.GetValueOrDefault(letter))], [.. letters.Select(letter => filtered.GetValueOrDefault(letter))]);
        TestContext.Current.TestOutputHelper?.WriteLine($"{difference}");
        Assert.InRange(difference.Statistic, 0, difference.CriticalValue);
    }

    [Fact]
    public async Task Generate_HiddenSpecialTokens_AreNoText()
    {
        var request = Ask(@"root ::= [<|>a-z_]{1,40}") with { Sampling = new SamplingOptions { Temperature = 10, TopP = 1, Seed = 3 } };

        var answer = await _engine.RunAsync(request);

        Assert.DoesNotContain("<|im_start|>", _engine.Tokenizer.Decode(answer.Tokens, special: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_OneCharacterOfManyBytes_IsWholeAndWellFormed()
    {
        for (uint seed = 1; seed <= 20; seed++)
        {
            var hot = new SamplingOptions { Temperature = 10, TopP = 1, Seed = seed };
            var answer = await _engine.RunAsync(Ask(@"root ::= [\u0080-\uD7FF\U00010000-\U0010FFFF]{3,3}") with { Sampling = hot });
            Assert.Equal(3, answer.Text.EnumerateRunes().Count());
            Assert.DoesNotContain('\uFFFD', answer.Text);
        }
    }

    [Theory]
    [InlineData("", "root")]
    [InlineData("root ::= missing", "root")]
    [InlineData("other ::= \"a\"", "root")]
    [InlineData("root ::= root \"a\"", "root")]
    [InlineData("root ::= \"a\"{1,2", "root")]
    [InlineData("root ::= \"a\"{3000}", "root")]
    [InlineData("root ::= <no-such-token>", "root")]
    public void Generate_GrammarThatCannotBeRead_IsRefusedAtTheCall(string text, string root) =>
        Assert.Throws<GrammarException>(() => _engine.GenerateAsync(
            _engine.Ask("Hello!") with { Grammar = new GenerationGrammar(text, root) }, TestContext.Current.CancellationToken));

    [Fact]
    public void Generate_DeepGrammar_IsRefusedAtTheCall() =>
        Assert.Throws<GrammarException>(() => _engine.GenerateAsync(
            Ask("root ::= " + new string('(', 100_000)), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Generate_NothingCanFollow_FailsThatRequestOnly()
    {
        var banned = Enumerable.Range(0, _engine.Tokenizer.VocabularySize)
            .Select(token => new TokenId(token))
            .Where(token => Regex.IsMatch(_engine.Tokenizer.Decode([token]), "b"))
            .ToList();

        await Assert.ThrowsAsync<GrammarException>(() => _engine.RunAsync(Ask("root ::= \"ab\"") with { BannedTokens = banned }));

        var other = await _engine.RunAsync(Ask("root ::= \"ab\""));
        Assert.Equal("ab", other.Text);
    }

    private async Task<Dictionary<TokenId, int>> CountFirstTokensAsync(GenerationRequest request)
    {
        var counts = new Dictionary<TokenId, int>();
        for (uint seed = 0; seed < Draws; seed++)
        {
            var sampling = new SamplingOptions { Temperature = 2, TopP = 1, Seed = (seed * 2) + (request.Grammar is null ? 0u : 1u) };
            var answer = await _engine.RunAsync(request with { Sampling = sampling });
            counts[answer.Tokens[0]] = counts.GetValueOrDefault(answer.Tokens[0]) + 1;
        }

        return counts;
    }

    private GenerationRequest Ask(string grammar, int maxTokens = Generations.AnswerTokens) =>
        _engine.Ask("Hello!", maxTokens) with { Grammar = new GenerationGrammar(grammar) };
}
