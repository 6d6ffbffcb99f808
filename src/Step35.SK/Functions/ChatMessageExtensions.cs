using Microsoft.Extensions.AI;

namespace Step35.SK.Functions;

/// <summary>Changes messages on their way to the model; the caller's own stay as they are.</summary>
internal static class ChatMessageExtensions
{
    /// <summary>Gives the message as it is, or a copy where a content became another one.</summary>
    public static ChatMessage Select(this ChatMessage message, Func<AIContent, AIContent> change)
    {
        List<AIContent> contents = [.. message.Contents.Select(change)];
        if (contents.SequenceEqual(message.Contents, ReferenceEqualityComparer.Instance))
            return message;
        var copy = message.Clone();
        copy.Contents = contents;
        return copy;
    }
}
