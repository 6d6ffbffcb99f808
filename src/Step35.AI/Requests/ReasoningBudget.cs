using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Engine.Thinking;
using Step35.Engine.Tokenization;

namespace Step35.AI.Requests;

/// <summary>How many tokens the model may think about one question of the user, all rounds of calls together.</summary>
/// <remarks>A budget for each round would grow with every call; so what earlier rounds have thought is taken off.</remarks>
internal static class ReasoningBudget
{
    /// <summary>Reads the budget; null for no limit.</summary>
    public static int? Read(ChatOptions options) => AdditionalOptions.ReadReasoningBudget(options) ?? options.Reasoning?.Effort switch
    {
        ReasoningEffort.Low => 1024,
        ReasoningEffort.Medium => 4096,
        ReasoningEffort.High => 16_384,
        _ => null,
    };

    /// <summary>Counts the tokens of reasoning since the user's last question.</summary>
    public static int CountSpent(IReadOnlyList<PromptMessage> messages, Tokenizer tokenizer) =>
        PromptTurn.Split(messages) is [.., var turn]
            ? turn.Messages.Sum(message => message.ReasoningTokens ?? tokenizer.Encode(message.Reasoning ?? "").Count)
            : 0;

    /// <summary>Says how the engine keeps thinking within a number of tokens; null where the model marks no thinking.</summary>
    /// <remarks>The closing is what the template writes behind reasoning. A call inside of the thinking ends it, too.</remarks>
    public static ThinkingLimit? ToLimit(int tokens, Tokenizer tokenizer)
    {
        if (tokenizer.FindSpecial(TemplateText.ThinkStart) is not { } start || tokenizer.FindSpecial(TemplateText.ThinkEnd) is not { } end)
            return null;
        var lineBreak = tokenizer.Encode("\n");
        TokenId[] call = tokenizer.FindSpecial(TemplateText.CallStart) is { } callStart ? [callStart] : [];
        return new ThinkingLimit
        {
            MaxTokens = tokens,
            Start = start,
            Ends = [end, .. call],
            Closing = [.. lineBreak, end, .. lineBreak],
            StartsOpen = true,
        };
    }
}
