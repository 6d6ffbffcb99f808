using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Meai = Microsoft.Extensions.AI;

#pragma warning disable SKEXP0001, SKEXP0110 // The kernel's own message conversion and its reasoning content carry "experimental" marks.

namespace Step35.SK.ChatCompletion;

/// <summary>Turns a kernel's chat history into the chat client's messages.</summary>
/// <remarks>The kernel's own conversion drops reasoning and the plugin's name of a call: both would change the prompt.</remarks>
internal static class ChatHistoryExtensions
{
    public static List<ChatMessage> ToChatMessages(this ChatHistory history) => history.Select(ToChatMessage).ToList();

    private static ChatMessage ToChatMessage(ChatMessageContent content)
    {
        var message = content.ToChatMessage();
        message.Contents = content.Items.SelectMany(ToContents).ToList();
        return message;
    }

    private static IEnumerable<AIContent> ToContents(KernelContent item) => item switch
    {
        ReasoningContent reasoning => [new TextReasoningContent(reasoning.Text)],
        Microsoft.SemanticKernel.FunctionCallContent call =>
            [new Meai.FunctionCallContent(call.Id ?? "", ToolName(call), call.Arguments) { Exception = call.Exception }],
        _ => new ChatMessageContent(AuthorRole.User, [item]).ToChatMessage().Contents,
    };

    private static string ToolName(Microsoft.SemanticKernel.FunctionCallContent call) =>
        string.IsNullOrEmpty(call.PluginName) ? call.FunctionName : $"{call.PluginName}_{call.FunctionName}";
}
