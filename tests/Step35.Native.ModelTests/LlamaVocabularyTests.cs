using System.Text;

namespace Step35.Native.ModelTests;

public sealed class LlamaVocabularyTests
{
    [Fact]
    public void Tokens_Nano_HasItsSpecialOnes()
    {
        using var model = Nano.Load();
        var vocabulary = model.Vocabulary;

        Assert.Equal(1809, vocabulary.Count);
        Assert.Equal("<|im_end|>", vocabulary.GetText(vocabulary.Eos));
        Assert.True(vocabulary.IsEndOfGeneration(vocabulary.Eos));
        Assert.True(vocabulary.IsControl(vocabulary.Eos));
        Assert.True(vocabulary.GetAttributes(vocabulary.Eos).HasFlag(LlamaTokenAttributes.Control));
        Assert.InRange(vocabulary.Bos, 0, vocabulary.Count - 1);
    }

    [Theory]
    [InlineData("Hello, wörld! 🙂")]
    [InlineData("<tool_call>\n")]
    public void Tokenize_ThenPieces_GivesTheTextBack(string text)
    {
        using var model = Nano.Load();
        var bytes = new List<byte>();
        var piece = new byte[64];
        foreach (var token in Nano.Tokenize(model, text))
            bytes.AddRange(piece.AsSpan(0, model.Vocabulary.GetPiece(token, piece, special: true)));

        Assert.Equal(text, Encoding.UTF8.GetString([.. bytes]));
    }

    [Fact]
    public void Tokenize_SpecialText_IsOneTokenOnlyWhenParsed()
    {
        using var model = Nano.Load();
        var tokens = new int[32];

        Assert.Equal(1, model.Vocabulary.Tokenize("<|im_end|>"u8, tokens, addSpecial: false, parseSpecial: true));
        Assert.Equal(model.Vocabulary.Eos, tokens[0]);
        Assert.True(model.Vocabulary.Tokenize("<|im_end|>"u8, tokens, addSpecial: false, parseSpecial: false) > 1);
    }

    [Fact]
    public void Tokenize_TooSmall_TellsTheSize()
    {
        using var model = Nano.Load();
        var needed = -model.Vocabulary.Tokenize("Hello there"u8, [], addSpecial: false, parseSpecial: false);

        Assert.True(needed > 0);
        Assert.Equal(needed, model.Vocabulary.Tokenize("Hello there"u8, new int[needed], addSpecial: false, parseSpecial: false));
        Assert.Equal(0, model.Vocabulary.Tokenize([], [], addSpecial: false, parseSpecial: false));
    }

    [Fact]
    public void GetPiece_TooSmall_TellsTheSize()
    {
        using var model = Nano.Load();

        Assert.Equal(-"<|im_end|>".Length, model.Vocabulary.GetPiece(model.Vocabulary.Eos, [], special: true));
        Assert.Equal(0, model.Vocabulary.GetPiece(model.Vocabulary.Eos, new byte[16], special: false));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1809)]
    public void GetText_NoSuchToken_Throws(int token)
    {
        using var model = Nano.Load();

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Vocabulary.GetText(token));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Vocabulary.GetPiece(token, new byte[8], special: true));
    }
}
