using Step35.Native.Interop;

namespace Step35.Native.ModelTests;

public sealed class LlamaSamplerTests
{
    [Fact]
    public void Sample_SameSeed_GivesTheSameTokens()
    {
        using var model = Nano.Load();
        using var context = Decoded(model);

        Assert.Equal(Draw(context, seed: 42), Draw(context, seed: 42));
        Assert.NotEqual(Draw(context, seed: 42), Draw(context, seed: 43));
    }

    [Fact]
    public void Sample_Clone_GoesOnWithTheSameNumbers()
    {
        using var model = Nano.Load();
        using var context = Decoded(model);
        using var sampler = HotChain(7);
        sampler.Sample(context, -1);
        using var clone = sampler.Clone();

        Assert.Equal(Draw(context, sampler), Draw(context, clone));
    }

    [Fact]
    public void Sample_Greedy_TakesTheLargestLogit()
    {
        using var model = Nano.Load();
        using var context = Decoded(model);
        using var sampler = LlamaSampler.CreateChain();
        sampler.AddGreedy();

        var logits = context.GetLogits(-1).ToArray();
        Assert.Equal(Array.IndexOf(logits, logits.Max()), sampler.Sample(context, -1));
    }

    [Fact]
    public void Sample_BannedTokens_AreNeverChosen()
    {
        using var model = Nano.Load();
        using var context = Decoded(model);
        using var plain = LlamaSampler.CreateChain();
        plain.AddGreedy();
        var likeliest = plain.Sample(context, -1);
        using var biased = LlamaSampler.CreateChain();
        biased.AddBan(model.Vocabulary.Count, [likeliest]);
        biased.AddGreedy();

        Assert.NotEqual(likeliest, biased.Sample(context, -1));
    }

    [Fact]
    public void Sample_DiscouragedToken_IsTheLastChoiceYetStillOne()
    {
        using var model = Nano.Load();
        using var context = Decoded(model);
        using var greedy = LlamaSampler.CreateChain();
        greedy.AddGreedy();
        var likeliest = greedy.Sample(context, -1);

        context.Discourage(-1, likeliest);

        Assert.NotEqual(likeliest, greedy.Sample(context, -1));
        using var nothingElse = LlamaSampler.CreateChain();
        nothingElse.AddBan(model.Vocabulary.Count, [.. Enumerable.Range(0, model.Vocabulary.Count).Where(token => token != likeliest)]);
        nothingElse.AddDistribution(seed: 1);
        Assert.Equal(likeliest, nothingElse.Sample(context, -1));
    }

    [Fact]
    public void Discourage_TokenOrRowThatIsNone_Throws()
    {
        using var model = Nano.Load();
        using var context = Decoded(model);
        Assert.Throws<ArgumentOutOfRangeException>(() => context.Discourage(-1, model.Vocabulary.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.Discourage(-1, -1));
        Assert.Throws<InvalidOperationException>(() => context.Discourage(1000, 0));
    }

    [Fact]
    public void Sample_Penalties_RememberUntilReset()
    {
        using var model = Nano.Load();
        using var context = Decoded(model);
        using var sampler = LlamaSampler.CreateChain();
        sampler.AddPenalties(model.Vocabulary.Count, lastN: 64, repeat: 1, frequency: 0, presence: 1000);
        sampler.AddGreedy();

        var first = sampler.Sample(context, -1);
        Assert.NotEqual(first, sampler.Sample(context, -1));
        sampler.Reset();
        Assert.Equal(first, sampler.Sample(context, -1));
        sampler.Reset();
        sampler.Accept(first);
        Assert.NotEqual(first, sampler.Sample(context, -1));
    }

    [Fact]
    public void Apply_TopK_KeepsTheLargest()
    {
        _ = Nano.Runtime;
        using var sampler = LlamaSampler.CreateChain();
        sampler.AddTopK(2);
        sampler.AddGreedy();
        llama_token_data[] candidates = [new() { id = 5, logit = 1 }, new() { id = 6, logit = 3 }, new() { id = 7, logit = 2 }];

        var selection = sampler.Apply(candidates);

        Assert.Equal(2, selection.Count);
        Assert.Equal([6, 7], candidates[..2].Select(candidate => candidate.id).Order());
        Assert.Equal(6, candidates[selection.Index].id);
    }

    [Fact]
    public void TryAddGrammar_Rule_AllowsOnlyWhatItAccepts()
    {
        var model = Nano.Load();
        using var context = Decoded(model);
        using var sampler = LlamaSampler.CreateChain();
        Assert.False(sampler.TryAddGrammar(model.Vocabulary, "root ::= (", "root"));
        Assert.True(sampler.TryAddGrammar(model.Vocabulary, "root ::= \"Z\" [0-9]+", "root"));
        sampler.AddGreedy();
        var z = Nano.Tokenize(model, "Z")[0];
        model.Dispose();

        Assert.Equal(z, sampler.Sample(context, -1));
    }

    [Fact]
    public void Sample_WhatTheCoreWouldAbortOn_Throws()
    {
        using var model = Nano.Load();
        using var context = Decoded(model);
        using var sampler = LlamaSampler.CreateChain();

        Assert.Throws<InvalidOperationException>(() => sampler.Sample(context, -1));
        sampler.AddGreedy();
        Assert.Throws<InvalidOperationException>(() => sampler.Sample(context, 0));
    }

    private static LlamaContext Decoded(LlamaModel model)
    {
        var context = model.CreateContext(Nano.Small);
        using var batch = new LlamaBatch(64);
        Nano.Fill(batch, Nano.Tokenize(model, Nano.Prompt));
        Assert.Equal(0, context.Decode(batch));
        return context;
    }

    private static LlamaSampler HotChain(uint seed)
    {
        var sampler = LlamaSampler.CreateChain();
        sampler.AddTopK(50);
        sampler.AddTemperature(50);
        sampler.AddTopP(0.99f);
        sampler.AddMinP(0.001f);
        sampler.AddDistribution(seed);
        return sampler;
    }

    private static int[] Draw(LlamaContext context, uint seed)
    {
        using var sampler = HotChain(seed);
        return Draw(context, sampler);
    }

    private static int[] Draw(LlamaContext context, LlamaSampler sampler) =>
        [.. Enumerable.Range(0, 24).Select(_ => sampler.Sample(context, -1))];
}
