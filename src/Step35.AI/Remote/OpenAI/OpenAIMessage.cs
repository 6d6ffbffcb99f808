using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

#pragma warning disable SCME0001 // The raw JSON of messages is the only way to the field that the client has no member for.

namespace Step35.AI.Remote.OpenAI;

/// <summary>Writes reasoning back into the history.</summary>
internal static class OpenAIMessage
{
    /// <summary>Gives the message as it is, or with its reasoning in both fields that servers look for.</summary>
    public static ChatMessage WithReasoning(ChatMessage message)
    {
        if (message.Contents.OfType<TextReasoningContent>().FirstOrDefault() is not { } reasoning)
            return message;
        var raw = (AssistantChatMessage)new[] { message }.AsOpenAIChatMessages().Single();
        raw.Patch.Set("$.reasoning_content"u8, reasoning.Text);
        raw.Patch.Set("$.reasoning"u8, reasoning.Text);
        return new ChatMessage(message.Role, message.Contents) { RawRepresentation = raw };
    }
}
