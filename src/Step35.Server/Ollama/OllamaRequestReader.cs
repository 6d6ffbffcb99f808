using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Ollama.Wire;

namespace Step35.Server.Ollama;

/// <summary>Reads what the requests have in common.</summary>
internal static class OllamaRequestReader
{
    /// <summary>Gets what becomes of the fields that are not read.</summary>
    public static RemainingFields Remaining { get; } = new(
        ignored: ["keep_alive"],
        refused: new()
        {
            ["suffix"] = "the model writes forwards only.",
            ["images"] = "the model reads text only.",
            ["template"] = "the model's own chat format is used; with 'raw' the prompt stands for itself.",
            ["context"] = "conversations are not handed back as tokens; use /api/chat with the whole history.",
            ["logprobs"] = "probabilities are not given.",
            ["top_logprobs"] = "probabilities are not given.",
            ["shift"] = "the context is not shifted; use 'truncate' to leave out the oldest turns.",
            ["_debug_render_only"] = "prompts are not handed out.",
        });

    /// <summary>Gets what becomes of the options that are not read.</summary>
    public static RemainingFields RemainingOptions { get; } = new(
        ignored:
        [
            "num_ctx", "num_keep", "num_batch", "num_gpu", "num_gqa", "main_gpu", "num_thread", "draft_num_predict", "use_mmap", "use_mlock", "low_vram",
            "f16_kv", "numa", "penalize_newline", "mirostat_tau", "mirostat_eta",
        ],
        refused: new()
        {
            ["mirostat"] = "this sampler is not there; use 'temperature', 'top_p', 'top_k' and 'min_p'.",
            ["typical_p"] = "this sampler is not there; use 'temperature', 'top_p', 'top_k' and 'min_p'.",
            ["tfs_z"] = "this sampler is not there; use 'temperature', 'top_p', 'top_k' and 'min_p'.",
        });

    public static ChatCall Read(OllamaRequest request, IReadOnlyList<ChatMessage> messages)
    {
        Remaining.Check(request.Rest);
        RemainingOptions.Check(request.Options?.Rest, "options.");
        return new ChatCall
        {
            Model = ReadModel(request.Model),
            Messages = messages,
            Options = ReadOptions(request, request.Options ?? new OllamaOptions()).WithinRanges("options."),
            Stream = request.Stream != false,
        };
    }

    /// <summary>Reads a model's name; the tag that Ollama means where there is none is left out.</summary>
    public static string? ReadModel(string? name) =>
        name?.EndsWith(":latest", StringComparison.Ordinal) == true ? name[..^":latest".Length] : name;

    private static ChatOptions ReadOptions(OllamaRequest request, OllamaOptions options) => new()
    {
        Temperature = options.Temperature,
        TopP = options.TopP,
        TopK = options.TopK,
        Seed = options.Seed,
        MaxOutputTokens = options.NumPredict is > 0 and var tokens ? tokens : null,
        StopSequences = options.Stop.NoneEmpty("options.stop"),
        PresencePenalty = options.PresencePenalty,
        FrequencyPenalty = options.FrequencyPenalty,
        ResponseFormat = ReadFormat(request.Format),
        Reasoning = ReadThink(request.Think),
        AdditionalProperties = ReadFurther(request, options),
    };

    private static AdditionalPropertiesDictionary ReadFurther(OllamaRequest request, OllamaOptions options)
    {
        var further = new AdditionalPropertiesDictionary();
        Set("min_p", options.MinP);
        Set("repeat_penalty", options.RepeatPenalty);
        Set("repeat_last_n", options.RepeatLastN);
        Set("context_overflow", request.Truncate switch { null => null, true => "drop_oldest_turns", false => "refuse" });
        return further;

        void Set(string name, object? value)
        {
            if (value is not null)
                further[name] = value;
        }
    }

    private static ChatResponseFormatJson? ReadFormat(JsonElement? format) => format switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } word when word.ValueEquals("") => null,
        { ValueKind: JsonValueKind.String } word when word.ValueEquals("json") => ChatResponseFormat.Json,
        { ValueKind: JsonValueKind.Object } schema => ChatResponseFormat.ForJsonSchema(schema),
        _ => throw ApiException.Wrong("format", "it is neither 'json' nor a JSON schema."),
    };

    private static ReasoningOptions? ReadThink(JsonElement? think) => think switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.True } => null,
        { ValueKind: JsonValueKind.False } => new() { Effort = ReasoningEffort.None },
        { ValueKind: JsonValueKind.String } level => ReasoningLevels.Read(level.GetString(), "think"),
        _ => throw ApiException.Wrong("think", "it is neither true nor false nor a level such as 'low'."),
    };
}
