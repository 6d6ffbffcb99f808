using System.Text;
using OpenAI.Chat;

namespace Step35.AI.Remote.OpenAI;

/// <summary>Reads how likely a server says its tokens were.</summary>
internal static class OpenAILikelihood
{
    /// <summary>Gives the tokens that came with a piece of the answer's text; null where none did.</summary>
    public static TextLikelihoodContent? Read(StreamingChatCompletionUpdate update) =>
        update.ContentTokenLogProbabilities is { Count: > 0 } tokens ? new TextLikelihoodContent([.. tokens.Select(Read)]) : null;

    private static TextToken Read(ChatTokenLogProbabilityDetails token) =>
        new(token.Utf8Bytes ?? Encoding.UTF8.GetBytes(token.Token), token.LogProbability)
        {
            Likeliest = [.. token.TopLogProbabilities.Select(static likely => new TextToken(
                likely.Utf8Bytes ?? Encoding.UTF8.GetBytes(likely.Token), likely.LogProbability))],
        };
}
