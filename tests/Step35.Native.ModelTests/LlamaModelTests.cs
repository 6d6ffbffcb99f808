namespace Step35.Native.ModelTests;

public sealed class LlamaModelTests
{
    internal const string Prompt = "<|im_start|>user\nHello!<|im_end|>\n<|im_start|>assistant\n<think>\n";

    [Fact]
    public void Load_Nano_TellsItsShape()
    {
        using var model = Nano.Load(new LlamaModelParameters { LoadMtp = true });

        Assert.Equal(128, model.EmbeddingLength);
        Assert.Equal(5, model.LayerCount);
        Assert.Equal(3, model.NextNLayerCount);
        Assert.Equal(64, model.SlidingWindow);
        Assert.Equal(1166, model.Vocabulary.Count);
        Assert.Equal("step35", model.GetMetadata("general.architecture"));
        Assert.Null(model.GetMetadata("no.such.key"));
        Assert.Contains("<|im_start|>", model.ChatTemplate, StringComparison.Ordinal);
        Assert.Contains("step35", model.Description, StringComparison.Ordinal);
        Assert.InRange(model.ParameterCount, 1_000_000, 4_000_000);
        Assert.InRange(model.SizeBytes, 2_000_000, 8_000_000);
        Assert.True(model.TrainedContextLength > 0);
    }

    [Fact]
    public void Generate_Greedy_GivesReadableText()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small);

        var tokens = Nano.Generate(context, Nano.Tokenize(model, Prompt), 24);
        Console.WriteLine(string.Join(' ', tokens.Select(model.Vocabulary.GetText)));
        Assert.Equal(24, tokens.Length);
    }
}
