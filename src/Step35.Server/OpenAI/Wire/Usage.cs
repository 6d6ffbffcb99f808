using Microsoft.Extensions.AI;

namespace Step35.Server.OpenAI.Wire;

internal sealed record Usage(long PromptTokens, long CompletionTokens, long TotalTokens)
{
    public PromptTokensDetails? PromptTokensDetails { get; init; }

    public CompletionTokensDetails? CompletionTokensDetails { get; init; }

    /// <summary>Says what an answer, or several over one prompt, have used.</summary>
    public static Usage Of(UsageDetails details) => new(
        details.InputTokenCount ?? 0,
        details.OutputTokenCount ?? 0,
        (details.InputTokenCount ?? 0) + (details.OutputTokenCount ?? 0))
    {
        PromptTokensDetails = details.CachedInputTokenCount is { } cached ? new(cached) : null,
        CompletionTokensDetails = details.ReasoningTokenCount is { } thought ? new(thought) : null,
    };
}
