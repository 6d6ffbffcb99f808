using Microsoft.Extensions.AI;
using Step35.Server.Anthropic.Wire;
using Step35.Server.Dialects;
using Step35.Server.Errors;

namespace Step35.Server.Anthropic;

/// <summary>Reads what a request for a message asks for.</summary>
internal static class MessagesRequestReader
{
    private const string BudgetTokens = "thinking.budget_tokens";

    /// <summary>Gets what becomes of the fields that are not read.</summary>
    public static RemainingFields Remaining { get; } = new(
        ignored: ["cache_control", "context_management", "service_tier", "inference_geo", "speed", "diagnostics", "user_profile_id", "workspace_id"],
        refused: new()
        {
            ["container"] = "code does not run at this host.",
            ["output_format"] = "it is the former spelling; use 'output_config.format'.",
            ["mcp_servers"] = "connect to servers where the functions run, and offer them as tools.",
        });

    /// <summary>Reads a request that is to be answered.</summary>
    public static ChatCall Read(MessagesRequest request)
    {
        request.MaxTokens.OrMissing("max_tokens");
        return ReadPrompt(request) with { Stream = request.Stream == true, User = request.Metadata?.UserId };
    }

    /// <summary>Reads a request whose prompt matters alone.</summary>
    public static ChatCall ReadPrompt(MessagesRequest request)
    {
        Remaining.Check(request.Rest);
        return new ChatCall { Model = request.Model, Messages = TurnReader.Read(request), Options = ReadOptions(request).WithinRanges() };
    }

    private static ChatOptions ReadOptions(MessagesRequest request) => new()
    {
        MaxOutputTokens = request.MaxTokens.AtLeastOne("max_tokens"),
        Temperature = request.Temperature,
        TopP = request.TopP,
        TopK = request.TopK,
        StopSequences = request.StopSequences.NoneEmpty("stop_sequences"),
        Tools = ReadTools(request.Tools),
        ToolMode = ReadToolChoice(request.ToolChoice),
        AllowMultipleToolCalls = request.ToolChoice?.DisableParallelToolUse == true ? false : null,
        Reasoning = ReadReasoning(request),
        ResponseFormat = ReadFormat(request.OutputConfig?.Format),
        AdditionalProperties = request.Thinking is { Type: "enabled" } thinking
            ? new() { ["reasoning_budget"] = thinking.BudgetTokens.OrMissing(BudgetTokens).AtLeastZero(BudgetTokens) }
            : null,
    };

    private static List<AITool>? ReadTools(IReadOnlyList<Tool>? tools) => tools is null ? null :
    [
        .. tools.ReadEach("tools", static (tool, path) => tool.Type is null or "custom"
            ? FunctionTool.Create(tool.Name, tool.Description, tool.InputSchema, path)
            : throw ApiException.Unsupported($"{path}.type", $"'{tool.Type}' runs at Anthropic or needs its models; offer tools of your own.")),
    ];

    private static ChatToolMode? ReadToolChoice(ToolChoice? choice) => choice?.Type switch
    {
        null => null,
        "auto" => ChatToolMode.Auto,
        "any" => ChatToolMode.RequireAny,
        "none" => ChatToolMode.None,
        "tool" => ChatToolMode.RequireSpecific(choice.Name.OrMissing("tool_choice.name")),
        _ => throw ApiException.Unsupported("tool_choice.type", "use 'auto', 'any', 'tool' or 'none'."),
    };

    // Without the field the model does not think, as it is with Anthropic.
    private static ReasoningOptions ReadReasoning(MessagesRequest request) => request.Thinking?.Type switch
    {
        null or "disabled" => new() { Effort = ReasoningEffort.None },
        "enabled" or "adaptive" => new()
        {
            Effort = ReasoningLevels.Read(request.OutputConfig?.Effort, "output_config.effort")?.Effort,
            Output = ReadDisplay(request.Thinking.Display),
        },
        _ => throw ApiException.Unsupported("thinking.type", "use 'enabled', 'adaptive' or 'disabled'."),
    };

    private static ReasoningOutput ReadDisplay(string? display) => display switch
    {
        null => ReasoningOutput.Full,
        "summarized" => ReasoningOutput.Summary,
        "omitted" => ReasoningOutput.None,
        _ => throw ApiException.Unsupported("thinking.display", "use 'summarized' or 'omitted'."),
    };

    private static ChatResponseFormatJson? ReadFormat(OutputFormat? format) => format?.Type switch
    {
        null => null,
        "json_schema" => ChatResponseFormat.ForJsonSchema(format.Schema.OrMissing("output_config.format.schema")),
        _ => throw ApiException.Unsupported("output_config.format.type", "use 'json_schema'."),
    };
}
