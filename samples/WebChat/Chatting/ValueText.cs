using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>Arguments and results as people read them: text as it is, everything else as JSON.</summary>
internal static class ValueText
{
    public static string Of(object? value) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        _ => JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions),
    };
}
