using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.SK.Settings;

/// <summary>The settings that are read here, in the order in which they count.</summary>
/// <remarks>What the kernel or somebody's own settings have put into an option stays, unless a format is to be read again.</remarks>
internal static class KnownSettings
{
    public static readonly IReadOnlyList<Setting> All =
    [
        Setting.Of(OptionNames.Temperature, SettingReaders.Number<float>, (options, value) => options.Temperature ??= value),
        Setting.Of(OptionNames.TopP, SettingReaders.Number<float>, (options, value) => options.TopP ??= value),
        Setting.Of(OptionNames.TopK, SettingReaders.Number<int>, (options, value) => options.TopK ??= value),
        Setting.Additional(OptionNames.MinP, SettingReaders.Number<float>),
        Setting.Additional(OptionNames.RepeatPenalty, SettingReaders.Number<float>),
        Setting.Additional(OptionNames.RepeatLastN, SettingReaders.Number<int>),
        Setting.Of(OptionNames.FrequencyPenalty, SettingReaders.Number<float>, (options, value) => options.FrequencyPenalty ??= value),
        Setting.Of(OptionNames.PresencePenalty, SettingReaders.Number<float>, (options, value) => options.PresencePenalty ??= value),
        Setting.Of(OptionNames.MaxTokens, SettingReaders.Number<int>, (options, value) => options.MaxOutputTokens ??= value),
        Setting.Of(OptionNames.Seed, SettingReaders.Number<long>, (options, value) => options.Seed ??= value),
        Setting.Of(OptionNames.StopSequences, SettingReaders.Texts, (options, value) => options.StopSequences ??= value),
        Setting.Of(OptionNames.ReasoningEffort, SettingReaders.Effort, (options, value) => (options.Reasoning ??= new()).Effort ??= value),
        Setting.Of(OptionNames.Thinking, SettingReaders.Switch, PutThinking),
        Setting.Of(OptionNames.ResponseFormat, SettingReaders.Format, (options, value) => options.ResponseFormat = value),
        Setting.Of(OptionNames.AllowMultipleToolCalls, SettingReaders.Switch, (options, value) => options.AllowMultipleToolCalls ??= value),
        Setting.Additional(OptionNames.AllowConcurrentInvocation, SettingReaders.Switch),
        Setting.Additional(OptionNames.PlainFunctionNames, SettingReaders.Switch),
        Setting.Word<ConstraintLevel>(OptionNames.Constraints),
        Setting.Word<ContextOverflow>(OptionNames.ContextOverflow),
        Setting.Additional(OptionNames.Caller, SettingReaders.Text),
    ];

    /// <summary>Finds a setting by its name in any spelling; null where it is not read here.</summary>
    public static Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void PutThinking(ChatOptions options, bool isOn)
    {
        if (!isOn)
            (options.Reasoning ??= new ReasoningOptions()).Effort = ReasoningEffort.None;
    }
}
