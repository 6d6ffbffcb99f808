using System.Text.Json;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Responses.Wire;
using Step35.Server.Replies;

namespace Step35.Server.OpenAI.Responses;

/// <summary>Writes the items of a response, and the response itself at its stages.</summary>
internal sealed class ResponseWriter(ResponsesRequest request, ReplyContext context)
{
    private const string InProgress = "in_progress";
    private const string Completed = "completed";
    private const string Incomplete = "incomplete";

    private static readonly JsonElement Auto = JsonElement.Parse("\"auto\"");

    /// <summary>Gets the response that nothing is written of yet.</summary>
    public ResponseBody Begun { get; } = new()
    {
        Id = $"resp_{context.Id}",
        CreatedAt = context.CreatedAt.ToUnixTimeSeconds(),
        Status = InProgress,
        Instructions = request.Instructions,
        MaxOutputTokens = request.MaxOutputTokens,
        Model = context.Model,
        Output = [],
        ParallelToolCalls = request.ParallelToolCalls ?? true,
        Reasoning = request.Reasoning ?? new(),
        Store = false,
        Temperature = request.Temperature,
        Text = request.Text is { Format: not null } text ? text : new(new("text")),
        ToolChoice = request.ToolChoice ?? Auto,
        Tools = request.Tools ?? [],
        TopLogprobs = request.TopLogprobs ?? 0,
        TopP = request.TopP,
        Truncation = request.Truncation ?? "disabled",
        User = request.User,
        SafetyIdentifier = request.SafetyIdentifier,
        Metadata = request.Metadata ?? new Dictionary<string, string>(),
    };

    public ResponseBody Ended(ReplyBlocks blocks) => Begun with
    {
        Status = blocks.IsCutOff ? Incomplete : Completed,
        IncompleteDetails = blocks.IsCutOff ? new("max_output_tokens") : null,
        Output = [.. blocks.All.Select(End)],
        Usage = new(
            blocks.Usage.InputTokenCount ?? 0,
            new(blocks.Usage.CachedInputTokenCount ?? 0),
            blocks.Usage.OutputTokenCount ?? 0,
            new(blocks.Usage.ReasoningTokenCount ?? 0),
            blocks.Usage.TotalTokenCount ?? 0),
    };

    public ResponseBody Failed(ReplyBlocks blocks, ApiError error) => Begun with
    {
        Status = "failed",
        Error = new(
            error.Status switch
            {
                StatusCodes.Status429TooManyRequests => "rate_limit_exceeded",
                < StatusCodes.Status500InternalServerError => "invalid_prompt",
                _ => "server_error",
            },
            error.Message),
        Output = [.. blocks.All.Select(End)],
    };

    /// <summary>Writes an item that is empty still.</summary>
    public ResponseItem Begin(ReplyBlock block) => Write(block, InProgress, isEnded: false);

    /// <summary>Writes an item as it is in the end.</summary>
    public ResponseItem End(ReplyBlock block) => Write(block, block.IsWhole ? Completed : Incomplete, isEnded: true);

    public string IdOf(ReplyBlock block) => block.Kind switch
    {
        ReplyBlockKind.Reasoning => $"rs_{context.Id}_{block.Index}",
        ReplyBlockKind.Text => $"msg_{context.Id}_{block.Index}",
        _ => $"fc_{context.Id}_{block.Index}",
    };

    private ResponseItem Write(ReplyBlock block, string status, bool isEnded)
    {
        var item = new ResponseItem { Id = IdOf(block), Status = status };
        return block.Kind switch
        {
            ReplyBlockKind.Text => item with { Type = "message", Role = "assistant", Content = ToParts(PartForm.Answer) },
            ReplyBlockKind.Call => item with
            {
                Type = "function_call",
                CallId = block.CallId,
                Name = block.FunctionName,
                Arguments = isEnded ? block.Text : "",
            },
            _ when PartForm.OfReasoning(request) is { IsSummary: true } form => item with { Type = "reasoning", Summary = ToParts(form) },
            _ => item with { Type = "reasoning", Summary = [], Content = ToParts(PartForm.OfReasoning(request)) },
        };

        IReadOnlyList<ResponsePart> ToParts(PartForm form) => isEnded ? [form.ToPart(block.Text, block.Tokens)] : [];
    }
}
