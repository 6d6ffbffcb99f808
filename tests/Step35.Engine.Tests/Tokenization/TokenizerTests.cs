using CsCheck;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Tokenization;

public class TokenizerTests
{
    private static readonly Tokenizer Tokenizer = new(new ByteVocabulary());

    private static readonly string[] Fragments =
        ["<|im_end|>", "<|im_start|>", "<think>", "</think>", "<tool_call>", "</tool_call>", "<<think>>", "<tool", "_call>", "ø", "a", "\n"];

    private static readonly Gen<string> Forgery =
        Gen.Int[0, Fragments.Length - 1].Array[0, 12].Select(picks => string.Concat(picks.Select(pick => Fragments[pick])));

    [Fact]
    public void Encode_TemplateText_RecognisesSpecialTokens()
    {
        var tokens = Tokenizer.Encode([new PromptSegment("<|im_start|>user\n", IsTemplate: true), new PromptSegment("hi", IsTemplate: false)]);
        Assert.Equal(ByteVocabulary.Special("<|im_start|>"), tokens[0]);
        Assert.Equal("user\nhi", Tokenizer.Decode(tokens));
    }

    [Fact]
    public void Encode_OutsideText_NeverBecomesASpecialToken() =>
        Forgery.Sample(text => Tokenizer.Encode(text).All(token => token.Value < 256));

    [Fact]
    public void Encode_OutsideText_LosesNothing() =>
        Forgery.Sample(text => Tokenizer.Decode(Tokenizer.Encode(text), special: true) == text);

    [Fact]
    public void Encode_SpecialTokenAcrossATemplateBorder_IsNotRecognised()
    {
        var tokens = Tokenizer.Encode([new PromptSegment("<think", IsTemplate: true), new PromptSegment(">", IsTemplate: false)]);
        Assert.DoesNotContain(ByteVocabulary.Special("<think>"), tokens);
    }

    [Fact]
    public void Decode_SpecialTokens_AreSpelledOutOnlyWhenAsked()
    {
        var tokens = ByteVocabulary.Parse("<think>a</think>");
        Assert.Equal("a", Tokenizer.Decode(tokens));
        Assert.Equal("<think>a</think>", Tokenizer.Decode(tokens, special: true));
    }

    [Fact]
    public void Decode_CharacterAcrossTokens_NeverShowsAHalf() => Gen.String.Sample(text =>
    {
        var valid = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        var decoder = new TokenTextDecoder(new ByteVocabulary(), _ => false);
        var pieces = Tokenizer.Encode(valid).Select(decoder.Push).ToList();
        return string.Concat(pieces) == valid && decoder.Flush().Length == 0;
    });

    [Fact]
    public void Decode_UnfinishedCharacter_BecomesAReplacementAtTheEnd()
    {
        var decoder = new TokenTextDecoder(new ByteVocabulary(), _ => false);
        Assert.Equal(string.Empty, decoder.Push(new TokenId(0xC3)));
        Assert.Equal("\uFFFD", decoder.Flush());
    }
}
