using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OllamaSharp.Models.Chat;
using Step35.AI.Prompting;
using Step35.AI.Requests;
using OllamaRequest = OllamaSharp.Models.Chat.ChatRequest;
using OllamaRole = OllamaSharp.Models.Chat.ChatRole;

namespace Step35.AI.Remote.Ollama;

/// <summary>Writes conversation and functions for Ollama.</summary>
/// <remarks>
/// OllamaSharp's own way loses reasoning, wraps results into JSON and changes the functions' schemas: all of it would change the prompt.
/// </remarks>
internal static class OllamaRequestWriter
{
    /// <summary>Gives a copy whose raw request holds both; everything else is left to OllamaSharp.</summary>
    public static ChatOptions Write(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        if (AdditionalOptions.ReadLikeliestTokens(options) is not null)
            throw AdditionalOptions.Refuse(AdditionalOptions.LikeliestTokens, "Ollama tells no likelihoods; leave it out, or use another kind of server.");
        var asked = options.Clone();
        asked.Tools = null;
        asked.RawRepresentationFactory = client =>
        {
            var request = options.RawRepresentationFactory?.Invoke(client) as OllamaRequest ?? new OllamaRequest();
            request.Messages = WriteMessages(messages);
            request.Tools = WriteTools(options);
            return request;
        };
        return asked;
    }

    private static List<Message> WriteMessages(IEnumerable<ChatMessage> messages)
    {
        var names = new Dictionary<string, string>();
        var written = new List<Message>();
        foreach (var message in messages)
        {
            foreach (var call in message.Contents.OfType<FunctionCallContent>())
                names[call.CallId] = call.Name;
            written.AddRange(message.Contents.OfType<FunctionResultContent>().Select(result => Write(result, names.GetValueOrDefault(result.CallId))));
            if (message.Contents.Any(content => content is not FunctionResultContent))
                written.Add(Write(message));
        }

        return written;
    }

    private static Message Write(FunctionResultContent result, string? name) =>
        new(OllamaRole.Tool, (string)result.Result!) { ToolName = name };

    private static Message Write(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().Select(Write).ToList();
        return new Message(new OllamaRole(message.Role.Value), message.Text)
        {
            Thinking = message.Contents.OfType<TextReasoningContent>().FirstOrDefault()?.Text,
            ToolCalls = calls.Count > 0 ? calls : null,
        };
    }

    private static Message.ToolCall Write(FunctionCallContent call) =>
        new() { Id = call.CallId, Function = new Message.Function { Name = call.Name, Arguments = call.Arguments } };

    // There is no way to forbid calls but to offer nothing.
    private static List<object>? WriteTools(ChatOptions options) => options.ToolMode is NoneChatToolMode || options.Tools is not { Count: > 0 }
        ? null
        : [.. ToolReader.Read(options.Tools).Select(Write)];

    private static JsonObject Write(AIFunctionDeclaration tool) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["parameters"] = JsonNode.Parse(CanonicalSchema.RootOf(tool)),
        },
    };
}
