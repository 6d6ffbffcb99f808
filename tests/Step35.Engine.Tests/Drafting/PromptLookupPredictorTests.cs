using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

public class PromptLookupPredictorTests
{
    [Theory]
    [InlineData("public int Count; public int ", "Cou")]
    [InlineData("abcdef1 xbcdef2 abcdef", "1 x")]
    [InlineData("bcd1 bcd2 bcd", "2 b")]
    [InlineData("one two three", "")]
    [InlineData("abab", "")]
    [InlineData("ababa", "ba")]
    [InlineData("", "")]
    public void Predict_Text_ContinuesAsTheLatestLongestMatch(string text, string expected)
    {
        var draft = Drafts.After(text, limit: 3);
        new PromptLookupPredictor(3).Predict([draft]);
        Assert.Equal(expected, draft.Text());
    }

    [Fact]
    public void Predict_LimitOfZero_GuessesNothing()
    {
        var draft = Drafts.After("abcdabc", limit: 0);
        new PromptLookupPredictor(3).Predict([draft]);
        Assert.Equal(0, draft.Count);
    }
}
