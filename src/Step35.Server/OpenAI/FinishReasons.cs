using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.Server.OpenAI;

/// <summary>Names why an answer ended, with the words that OpenAI has for it.</summary>
internal static class FinishReasons
{
    public static string Name(ChatFinishReason? reason) => reason?.Value switch
    {
        "length" => "length",
        "tool_calls" => "tool_calls",
        "content_filter" => "content_filter",
        // An endless repetition is cut off for its length.
        ResponseFacts.LoopFinishReason => "length",
        _ => "stop",
    };
}
