using Microsoft.Extensions.AI;
using Step35.AI.Parsing;

namespace Step35.AI.Responses;

/// <summary>A call that cannot be read, as callers see it.</summary>
internal static class MalformedCallContent
{
    public static ErrorContent Of(MalformedToolCall malformed, bool isCutOff) => new(
        isCutOff ? "The answer was cut off inside a function call." : $"The model wrote a function call that cannot be read: {malformed.Reason}")
    {
        ErrorCode = "malformed_tool_call",
        Details = malformed.RawText,
    };
}
