using Step35.AI.Requests;

namespace Step35.SK.Settings;

/// <summary>What the settings that the kernel reads must be.</summary>
internal static class SettingKinds
{
    public const string Number = "a number";
    public const string WholeNumber = "a whole number";
    public const string Texts = "a list of texts";
    public const string Effort = $"one of {EffortWords.All}";
    public const string Format = "'text', 'json_object' or a JSON schema";

    /// <summary>Finds what a setting must be; null where the kernel does not read it.</summary>
    public static string? Find(string name) => name.ToLowerInvariant() switch
    {
        "temperature" or "top_p" or "frequency_penalty" or "presence_penalty" => Number,
        "top_k" or "max_tokens" or "seed" => WholeNumber,
        "stop_sequences" => Texts,
        OptionNames.ReasoningEffort => Effort,
        OptionNames.ResponseFormat => Format,
        _ => null,
    };
}
