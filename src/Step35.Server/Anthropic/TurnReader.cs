using Microsoft.Extensions.AI;
using Step35.Server.Anthropic.Wire;
using Step35.Server.Dialects;
using Step35.Server.Errors;

namespace Step35.Server.Anthropic;

/// <summary>Reads the turns of a conversation as messages.</summary>
/// <remarks>What calls returned stands in the user's turns; it becomes messages of the tools.</remarks>
internal static class TurnReader
{
    public static IReadOnlyList<ChatMessage> Read(MessagesRequest request)
    {
        if (request.Messages is not [.., var last] turns)
            throw ApiException.Wrong("messages", "there are none; send at least the user's.");
        if (last?.Role == "assistant")
            throw ApiException.Unsupported("messages", "the last one is the assistant's, but answers begin anew here; end with the user's.");
        var messages = new List<ChatMessage>();
        if (request.System is not null)
            messages.Add(new(ChatRole.System, [.. BlockReader.Read(request.System, "system", ChatRole.System)]));
        messages.AddRange(turns.ReadEach("messages", Read).SelectMany(turn => turn));
        return messages;
    }

    private static List<ChatMessage> Read(TurnMessage turn, string path)
    {
        var role = ReadRole(turn.Role, path);
        if (turn.Content is not { Count: > 0 })
            throw ApiException.Wrong($"{path}.content", "it is empty; send a text or blocks.");
        var messages = new List<ChatMessage>();
        foreach (var content in BlockReader.Read(turn.Content, $"{path}.content", role))
        {
            var contentRole = content is FunctionResultContent ? ChatRole.Tool : role;
            if (messages is not [.., var message] || message.Role != contentRole)
                messages.Add(message = new ChatMessage(contentRole, []));
            message.Contents.Add(content);
        }

        return messages;
    }

    private static ChatRole ReadRole(string role, string path) => role switch
    {
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "system" => ChatRole.System,
        _ => throw ApiException.Wrong($"{path}.role", $"'{role}' is none of 'user', 'assistant' and 'system'."),
    };
}
