using Microsoft.Extensions.Logging.Abstractions;
using Step35.TestModels;

namespace Step35.Native.ModelTests;

/// <summary>The small trained model of the repository, and what the tests need of it.</summary>
internal static class Nano
{
    public const string Prompt = "<|im_start|>user\nHello!<|im_end|>\n<|im_start|>assistant\n<think>\n";

    private const string RelativePath = "models/step35-nano.gguf";

    public static NativeRuntimeInfo Runtime => NativeRuntime.Load(new NativeLoadRequest(null, []), NullLogger.Instance);

    public static string Path
    {
        get
        {
            var path = NanoModel.FoundPath;
            Assert.SkipUnless(path is not null, $"no model: {RelativePath} is not in this repository");
            return path;
        }
    }

    public static LlamaModel Load(LlamaModelParameters? parameters = null)
    {
        var path = Path;
        _ = Runtime;
        return LlamaModel.Load(path, parameters ?? new LlamaModelParameters(), progress: null, TestContext.Current.CancellationToken);
    }

    public static LlamaContextParameters Small => new() { ContextLength = 256, BatchSize = 64, MicroBatchSize = 64, Threads = 1, BatchThreads = 1 };

    public static int[] Tokenize(LlamaModel model, string text)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        var tokens = new int[utf8.Length + 1];
        return tokens[..model.Vocabulary.Tokenize(utf8, tokens, addSpecial: false, parseSpecial: true)];
    }

    /// <summary>Adds tokens from a position on; the last one asks for its logits.</summary>
    public static void Fill(LlamaBatch batch, ReadOnlySpan<int> tokens, int position = 0, int sequence = 0)
    {
        batch.Clear();
        for (var i = 0; i < tokens.Length; i++)
            batch.Add(tokens[i], position + i, sequence, output: i == tokens.Length - 1);
    }

    /// <summary>Decodes a prompt and goes on greedily.</summary>
    public static int[] Generate(LlamaContext context, ReadOnlySpan<int> prompt, int count, int sequence = 0)
    {
        using var batch = new LlamaBatch(context.BatchSize);
        using var sampler = LlamaSampler.CreateChain();
        sampler.AddGreedy();
        Fill(batch, prompt, 0, sequence);
        var generated = new int[count];
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(0, context.Decode(batch));
            generated[i] = sampler.Sample(context, -1);
            Fill(batch, [generated[i]], prompt.Length + i, sequence);
        }

        return generated;
    }
}
