namespace Step35.AI.Tests.Prompting;

public sealed class PromptCorpusTests
{
    [Fact]
    public void Render_EveryConversationOfTheCorpus_EqualsJinja()
    {
        var count = 0;
        foreach (var sample in CorpusCase.ReadAll())
        {
            AssertEqual(sample);
            count++;
        }

        Assert.True(count >= 2500, $"The corpus holds {count} conversations alone.");
    }

    [Fact]
    public void Render_ResultsGroupedInOneMessage_EqualsJinja()
    {
        foreach (var sample in CorpusCase.ReadAll())
            AssertEqual(sample.WithGroupedResults());
    }

    private static void AssertEqual(CorpusCase sample)
    {
        var actual = PromptText.Of(sample.Request);
        if (actual == sample.Expected)
            return;
        var at = actual.AsSpan().CommonPrefixLength(sample.Expected);
        Assert.Fail($"Line {sample.Line} differs at {at}:\nJinja: {Around(sample.Expected, at)}\nours:  {Around(actual, at)}");
    }

    private static string Around(string text, int at) =>
        text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)].ReplaceLineEndings("\\n");
}
