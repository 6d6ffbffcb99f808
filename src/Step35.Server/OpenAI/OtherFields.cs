using Step35.Server.Dialects;

namespace Step35.Server.OpenAI;

/// <summary>Says what becomes of the fields that neither a chat completion nor a completion reads.</summary>
internal static class OtherFields
{
    private const string NoBias = "the odds of single tokens are not changed; leave it out.";

    public static RemainingFields Chat { get; } = new(
        ignored:
        [
            "metadata", "store", "service_tier", "prediction", "verbosity", "prompt_cache_key", "prompt_cache_retention", "safety_identifier",
            "modalities", "cache_prompt", "timings_per_token", "usage", "provider", "top_k", .. FurtherOptions.Names,
        ],
        refused: new()
        {
            ["functions"] = "it is OpenAI's former spelling; use 'tools'.",
            ["function_call"] = "it is OpenAI's former spelling; use 'tool_choice'.",
            ["logit_bias"] = NoBias,
            ["audio"] = "the model writes text only; leave it out.",
            ["web_search_options"] = "the host searches nothing; offer a function that does.",
        });

    public static RemainingFields Completions { get; } = new(
        ignored: ["cache_prompt", "timings_per_token", "top_k", .. FurtherOptions.NamesForTexts],
        refused: new(FurtherOptions.NamesForChats.Select(name => KeyValuePair.Create(name, "it is of use in a conversation only; use /v1/chat/completions.")))
        {
            ["echo"] = "the prompt is not repeated; put it before the answer.",
            ["suffix"] = "the model writes forwards only; leave it out.",
            ["logit_bias"] = NoBias,
        });
}
