using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Engine.Generation;

namespace Step35.Server.Dialects;

/// <summary>Knows by which field a client sets an option.</summary>
internal static class OptionFields
{
    /// <summary>Finds the field of an option that the library names: a member, or an entry of <see cref="ChatOptions.AdditionalProperties"/>.</summary>
    public static string Of(string option) => option.Split('"') is [_, var key, _] ? key : option switch
    {
        nameof(ChatOptions.ToolMode) => "tool_choice",
        nameof(SamplingOptions.RepetitionPenalty) => "repeat_penalty",
        nameof(SamplingOptions.RepetitionWindowTokens) => "repeat_last_n",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(option),
    };
}
