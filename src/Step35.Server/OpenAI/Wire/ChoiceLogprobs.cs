using Step35.AI;

namespace Step35.Server.OpenAI.Wire;

/// <summary>The likelihood of the tokens of a chat's answer.</summary>
internal sealed record ChoiceLogprobs(IReadOnlyList<TokenLogprob> Content)
{
    /// <summary>Words tokens; null when there are none.</summary>
    public static ChoiceLogprobs? Of(IReadOnlyList<TextToken> tokens) => tokens.Count == 0 ? null : new([.. tokens.Select(TokenLogprob.Of)]);
}
