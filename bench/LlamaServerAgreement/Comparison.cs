using Step35.AI.Prompting;
using Step35.Bench.Server;
using Step35.Engine;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Bench.LlamaServerAgreement;

/// <summary>Asks the same questions of the engine and of llama-server, one after the other.</summary>
internal static class Comparison
{
    private const int ContextLength = 2048;
    private const int MaxTokens = 96;

    public static async Task<int> RunAsync(string serverPath, string modelPath, int threads, CancellationToken cancellationToken)
    {
        var options = new EngineOptions { ModelPath = modelPath, ContextLength = ContextLength, Threads = threads };
        await using var engine = await Step35Engine.LoadAsync(options, cancellationToken: cancellationToken);
        var settings = new LlamaServerSettings(serverPath, modelPath, threads, ContextLength);
        await using var server = await LlamaServer.StartAsync(settings, cancellationToken);

        var different = 0;
        foreach (var conversation in Conversations.All)
        {
            var verdict = await CompareAsync(engine, server, conversation, cancellationToken);
            different += verdict.IsSame ? 0 : 1;
            Console.WriteLine($"{(verdict.IsSame ? "same     " : "DIFFERENT")} {verdict.Text}");
        }

        Console.WriteLine($"{Conversations.All.Count - different} of {Conversations.All.Count} agree token for token");
        return different == 0 ? 0 : 1;
    }

    private static async Task<(bool IsSame, string Text)> CompareAsync(
        Step35Engine engine,
        LlamaServer server,
        PromptRequest conversation,
        CancellationToken cancellationToken)
    {
        var segments = PromptRenderer.Render(conversation with { BosText = engine.Tokenizer.BeginningOfTextSpelling });
        var prompt = engine.Tokenizer.Encode(segments);
        var theirPrompt = await server.TokenizeAsync(string.Concat(segments.Select(segment => segment.Text)), cancellationToken);
        if (!prompt.Select(token => token.Value).SequenceEqual(theirPrompt))
            return (false, $"prompt tokens differ: {prompt.Count} here, {theirPrompt.Count} there");

        var (text, ours) = await GenerateAsync(engine, prompt, cancellationToken);
        var theirs = await server.CompleteAsync(new ServerCompletion(theirPrompt, MaxTokens), cancellationToken);
        var line = $"{prompt.Count,5} + {ours.Count,3} tokens: {text.ReplaceLineEndings(" ")}";
        return (ours.SequenceEqual(theirs), line);
    }

    private static async Task<(string Text, IReadOnlyList<int> Tokens)> GenerateAsync(
        Step35Engine engine,
        IReadOnlyList<TokenId> prompt,
        CancellationToken cancellationToken)
    {
        var request = new GenerationRequest { Prompt = prompt, Sampling = new SamplingOptions { Temperature = 0 }, MaxTokens = MaxTokens };
        var tokens = new List<int>();
        var text = string.Empty;
        await foreach (var update in engine.GenerateAsync(request, cancellationToken))
        {
            if (update.Token is { } token)
                tokens.Add(token.Value);
            text += update.Text;
        }

        return (text, tokens);
    }
}
