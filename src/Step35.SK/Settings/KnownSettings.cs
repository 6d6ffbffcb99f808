using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.SK.Settings;

/// <summary>The settings that are read here; what stands later counts.</summary>
/// <remarks>
/// An option that is there already stays: the kernel reads the same where it reads at all, and settings of other services may have prepared
/// it. But for formats, which the kernel takes for schemas.
/// </remarks>
internal static class KnownSettings
{
    public static readonly IReadOnlyList<Setting> All =
    [
        Setting.Of(OptionNames.Temperature, SettingNumbers.Read<float>, (options, value) => options.Temperature ??= value),
        Setting.Of(OptionNames.TopP, SettingNumbers.Read<float>, (options, value) => options.TopP ??= value),
        Setting.Of(OptionNames.TopK, SettingNumbers.Read<int>, (options, value) => options.TopK ??= value),
        Setting.Additional(OptionNames.MinP, SettingNumbers.Read<float>),
        Setting.Additional(OptionNames.RepeatPenalty, SettingNumbers.Read<float>),
        Setting.Additional(OptionNames.RepeatLastN, SettingNumbers.Read<int>),
        Setting.Of(OptionNames.FrequencyPenalty, SettingNumbers.Read<float>, (options, value) => options.FrequencyPenalty ??= value),
        Setting.Of(OptionNames.PresencePenalty, SettingNumbers.Read<float>, (options, value) => options.PresencePenalty ??= value),
        Setting.Of(OptionNames.MaxTokens, SettingNumbers.Read<int>, (options, value) => options.MaxOutputTokens ??= value),
        Setting.Of(OptionNames.Seed, SettingNumbers.Read<long>, (options, value) => options.Seed ??= value),
        Setting.Of(OptionNames.StopSequences, SettingWords.Texts, (options, value) => options.StopSequences ??= value),
        Setting.Of(OptionNames.ReasoningEffort, SettingWords.Effort, (options, value) => (options.Reasoning ??= new()).Effort ??= value),
        Setting.Of(OptionNames.Thinking, SettingWords.Switch, PutThinking),
        Setting.Of(OptionNames.ResponseFormat, SettingFormats.Read, (options, value) => options.ResponseFormat = value),
        Setting.Of(OptionNames.AllowMultipleToolCalls, SettingWords.Switch, (options, value) => options.AllowMultipleToolCalls ??= value),
        Setting.Additional(OptionNames.AllowConcurrentInvocation, SettingWords.Switch),
        Setting.Additional(OptionNames.PlainFunctionNames, SettingWords.Switch),
        Setting.Word<ConstraintLevel>(OptionNames.Constraints),
        Setting.Word<ContextOverflow>(OptionNames.ContextOverflow),
        Setting.Additional(OptionNames.Caller, SettingWords.Text),
    ];

    /// <summary>Finds a setting by its name in any spelling; null where it is not read here.</summary>
    public static Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void PutThinking(ChatOptions options, bool isOn)
    {
        if (!isOn)
            (options.Reasoning ??= new ReasoningOptions()).Effort = ReasoningEffort.None;
    }
}
