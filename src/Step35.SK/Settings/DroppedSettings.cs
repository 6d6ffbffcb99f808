using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.AI.Requests;

namespace Step35.SK.Settings;

/// <summary>Takes up what the kernel drops without a word while it turns settings into options.</summary>
internal static class DroppedSettings
{
    public static void TakeUp(ChatOptions options, PromptExecutionSettings settings)
    {
        NoteConcurrency(options, settings.FunctionChoiceBehavior);
        if (SettingEntries.Find(settings, OptionNames.ReasoningEffort) is { } effort)
            (options.Reasoning ??= new ReasoningOptions()).Effort = ReadEffort(effort);
        if (SettingEntries.Find(settings, OptionNames.ResponseFormat) is { } format)
            options.ResponseFormat = ReadFormat(format, options.ResponseFormat);
    }

    private static void NoteConcurrency(ChatOptions options, FunctionChoiceBehavior? behavior)
    {
        if (behavior is AutoFunctionChoiceBehavior { Options.AllowConcurrentInvocation: true }
            or RequiredFunctionChoiceBehavior { Options.AllowConcurrentInvocation: true })
            (options.AdditionalProperties ??= [])[OptionNames.AllowConcurrentInvocation] = true;
    }

    // The kernel does not mind how an effort is spelled, either, and knows fewer of them.
    private static ReasoningEffort ReadEffort(object effort) => effort is ReasoningEffort level && Enum.IsDefined(level)
        ? level
        : EffortWords.Find($"{effort}".ToLowerInvariant())
            ?? throw new InvalidSettingException(OptionNames.ReasoningEffort, effort, SettingKinds.Effort);

    private static ChatResponseFormat ReadFormat(object format, ChatResponseFormat? read) => format as ChatResponseFormat ?? read switch
    {
        { } known when known is not ChatResponseFormatJson { Schema: { } schema } || IsSchema(schema, format) => known,
        _ => throw new InvalidSettingException(OptionNames.ResponseFormat, format, SettingKinds.Format),
    };

    // The kernel takes JSON of any kind for a schema, unless it is a text. Objects of other libraries may leave nothing of themselves there.
    private static bool IsSchema(JsonElement schema, object format) =>
        schema.ValueKind == JsonValueKind.Object && (format is JsonElement || schema.EnumerateObject().Any());
}
