using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Reads what a chat completion is asked for; what cannot be honoured is refused by its field's name.</summary>
internal static class ChatRequestReader
{
    public static ChatCall Read(ChatRequest request)
    {
        OtherFields.Chat.Check(request.Others);
        return GenerationReader.Read(request, MessageReader.Read(request.Messages), ReadOptions(request))
            .WithTopLogprobs(request.Logprobs == true, request.TopLogprobs, "'logprobs' is not true; set it");
    }

    private static ChatOptions ReadOptions(ChatRequest request) => new()
    {
        Tools = ToolReader.Read(request.Tools),
        ToolMode = ToolModes.Read(request.ToolChoice, "function", "name"),
        AllowMultipleToolCalls = request.ParallelToolCalls,
        ResponseFormat = ReadFormat(request.ResponseFormat),
        Reasoning = ReasoningLevels.Read(request.ReasoningEffort, "reasoning_effort"),
        MaxOutputTokens = request.MaxCompletionTokens.AtLeastOne("max_completion_tokens") ?? request.MaxTokens.AtLeastOne("max_tokens"),
    };

    private static ChatResponseFormat? ReadFormat(ResponseFormat? format) => format?.Type switch
    {
        null when format is null => null,
        "text" => ChatResponseFormat.Text,
        "json_object" => ChatResponseFormat.Json,
        "json_schema" when format.JsonSchema is { Schema: { ValueKind: JsonValueKind.Object } schema } named =>
            ChatResponseFormat.ForJsonSchema(schema, named.Name, named.Description),
        "json_schema" => throw ApiException.Wrong("response_format.json_schema.schema", "it is missing; give the JSON schema of the answer."),
        var other => throw ApiException.Wrong("response_format.type", $"'{other}' is none of 'text', 'json_object' and 'json_schema'."),
    };
}
