using Step35.Engine.Tokenization;
using Step35.TestModels;

namespace Step35.Engine.ModelTests;

/// <summary>Text that makes the real model's pre-tokenizer recurse as deep as the text is long.</summary>
public sealed class LongRunTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;
    private Step35Engine? _engine;

    private Tokenizer Tokenizer => _engine!.Tokenizer;

    public async ValueTask InitializeAsync()
    {
        // Unlike the small trained model, these have the real one's pre-tokenizer.
        var path = TestModelWriter.Write(new TestModelShape(), Path.Combine(_folder, "model.gguf"));
        _engine = await Step35Engine.LoadAsync(new EngineOptions { ModelPath = path, ContextLength = 512, Threads = 1 });
    }

    public async ValueTask DisposeAsync()
    {
        await _engine!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("中")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("=")]
    [InlineData("🙂")]
    [InlineData("7")]
    public void Encode_LongRun_ComesBackWhole(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 300_000));
        Assert.Equal(text, Tokenizer.Decode(Tokenizer.Encode(text)));
    }

    [Fact]
    public void Encode_LongestRuns_ComeBackWhole()
    {
        var text = new string('=', 1_000_000) + new string('\n', 1_000_000);
        Assert.Equal(text, Tokenizer.Decode(Tokenizer.Encode(text)));
    }

    [Fact]
    public void Encode_RunWithoutEnd_IsRefused()
    {
        var error = Assert.Throws<TokenizationException>(() => Tokenizer.Encode(new string('a', 3_000_000)));
        Assert.Contains("3,000,000", error.Message, StringComparison.Ordinal);
    }
}
