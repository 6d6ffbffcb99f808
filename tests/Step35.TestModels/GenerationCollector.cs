using Step35.Engine;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.TestModels;

/// <summary>Reads a generation to its end.</summary>
internal static class GenerationCollector
{
    /// <exception cref="InvalidOperationException">The stream ended without a summary.</exception>
    public static async Task<(string Text, List<TokenId> Tokens, GenerationSummary Summary)> CollectAsync(
        this Step35Engine engine, GenerationRequest request, CancellationToken cancellationToken)
    {
        var tokens = new List<TokenId>();
        var text = string.Empty;
        GenerationSummary? summary = null;
        await foreach (var update in engine.GenerateAsync(request, cancellationToken))
        {
            if (update.Token is { } token)
                tokens.Add(token);
            text += update.Text;
            summary = update.Summary;
        }

        return (text, tokens, summary ?? throw new InvalidOperationException("The stream ended without a summary."));
    }
}
