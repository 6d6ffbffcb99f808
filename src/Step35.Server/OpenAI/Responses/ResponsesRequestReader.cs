using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Responses.Wire;

namespace Step35.Server.OpenAI.Responses;

/// <summary>Reads what a request for a response asks for.</summary>
internal static class ResponsesRequestReader
{
    // The only thing to be included that there is.
    private const string Logprobs = "message.output_text.logprobs";

    /// <summary>Gets what becomes of the fields that are not read.</summary>
    public static RemainingFields Remaining { get; } = new(
        ignored:
        [
            "service_tier", "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options", "stream_options", "moderation",
            "client_metadata", "top_k", .. FurtherOptions.Names,
        ],
        refused: new()
        {
            ["background"] = "answers are not kept; wait for this one, or stream it.",
            ["conversation"] = "conversations are not kept; send the whole history as 'input'.",
            ["context_management"] = "use 'truncation': 'auto' to leave out the oldest turns.",
            ["max_tool_calls"] = "tools do not run at this host; count the calls where they run.",
            ["prompt"] = "prompt templates are not kept; send the text itself.",
        });

    public static ChatCall Read(ResponsesRequest request)
    {
        Remaining.Check(request.Rest);
        if (request.PreviousResponseId is not null)
            throw ApiException.Unsupported("previous_response_id", "responses are not kept; send the whole history as 'input', and set 'store' to false.");
        var call = new ChatCall
        {
            Model = request.Model,
            Messages = ResponseItemReader.Read(request.Input),
            Options = ReadOptions(request).WithinRanges(),
            Stream = request.Stream == true,
            User = request.SafetyIdentifier ?? request.User,
        };
        return call.WithTopLogprobs(request.Include?.Contains(Logprobs) == true, request.TopLogprobs, $"'include' does not name '{Logprobs}'; add it");
    }

    private static ChatOptions ReadOptions(ResponsesRequest request) => new()
    {
        Instructions = request.Instructions,
        Temperature = request.Temperature,
        TopP = request.TopP,
        TopK = FurtherOptions.ReadTopK(request.Rest),
        MaxOutputTokens = request.MaxOutputTokens.AtLeastOne("max_output_tokens"),
        Tools = ReadTools(request.Tools),
        ToolMode = ToolModes.Read(request.ToolChoice, "name"),
        AllowMultipleToolCalls = request.ParallelToolCalls,
        ResponseFormat = ReadFormat(request.Text?.Format),
        Reasoning = ReasoningLevels.Read(request.Reasoning?.Effort, "reasoning.effort"),
        AdditionalProperties = ReadFurther(request),
    };

    private static List<AITool>? ReadTools(IReadOnlyList<ResponseTool>? tools) => tools is null ? null :
    [
        .. tools.ReadEach("tools", static (tool, path) => tool.Type == "function"
            ? FunctionTool.Create(tool.Name, tool.Description, tool.Parameters, path)
            : throw ApiException.Unsupported($"{path}.type", $"'{tool.Type}' runs at OpenAI; offer functions only.")),
    ];

    private static ChatResponseFormatJson? ReadFormat(ResponseFormat? format) => format?.Type switch
    {
        null or "text" => null,
        "json_object" => ChatResponseFormat.Json,
        "json_schema" => ChatResponseFormat.ForJsonSchema(format.Schema.OrMissing("text.format.schema"), format.Name, format.Description),
        _ => throw ApiException.Unsupported("text.format.type", "use 'text', 'json_object' or 'json_schema'."),
    };

    private static AdditionalPropertiesDictionary ReadFurther(ResponsesRequest request)
    {
        var further = FurtherOptions.Read(request.Rest) ?? [];
        if (request.Truncation is { } truncation)
            further["context_overflow"] = truncation switch
            {
                "auto" => "drop_oldest_turns",
                "disabled" => "refuse",
                _ => throw ApiException.Unsupported("truncation", "use 'auto' or 'disabled'."),
            };
        return further;
    }
}
