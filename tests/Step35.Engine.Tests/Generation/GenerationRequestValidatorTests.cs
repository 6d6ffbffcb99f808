using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Generation;

public class GenerationRequestValidatorTests
{
    private static readonly IReadOnlyList<TokenId> Prompt = ByteVocabulary.Parse("prompt");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_NullMember_IsNamed()
    {
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(_ => default));
        (string Member, GenerationRequest Request)[] requests =
        [
            (nameof(GenerationRequest.Prompt), new() { Prompt = null! }),
            (nameof(GenerationRequest.BranchPoints), new() { Prompt = Prompt, BranchPoints = null! }),
            (nameof(GenerationRequest.Sampling), new() { Prompt = Prompt, Sampling = null! }),
            (nameof(GenerationRequest.StopSequences), new() { Prompt = Prompt, StopSequences = null! }),
            (nameof(GenerationRequest.StopSequences), new() { Prompt = Prompt, StopSequences = ["end", null!] }),
            (nameof(GenerationRequest.StopTokens), new() { Prompt = Prompt, StopTokens = null! }),
            (nameof(GenerationRequest.VisibleSpecialTokens), new() { Prompt = Prompt, VisibleSpecialTokens = null! }),
            (nameof(GenerationRequest.BannedTokens), new() { Prompt = Prompt, BannedTokens = null! }),
        ];
        Assert.All(requests, bad =>
        {
            var error = Assert.ThrowsAny<ArgumentException>(() => engine.GenerateAsync(bad.Request, Cancel));
            Assert.Contains(bad.Member, error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Validate_TooManyRules_IsRefused()
    {
        var rules = string.Concat(Enumerable.Range(0, 40_000).Select(index => $"r{index} ::= r{index + 1}\n"));
        var request = new GenerationRequest { Prompt = Prompt, Grammar = new GenerationGrammar($"root ::= r0\n{rules}r40000 ::= \"a\"", "root") };

        var error = Assert.Throws<GrammarException>(() => GenerationRequestValidator.Validate(request, new ByteVocabulary().Count));

        Assert.Contains("rules", error.Message, StringComparison.Ordinal);
    }
}
