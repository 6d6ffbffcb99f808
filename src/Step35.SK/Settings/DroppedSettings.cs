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
        if (Find(settings, OptionNames.ReasoningEffort) is { } effort)
            (options.Reasoning ??= new ReasoningOptions()).Effort = ReadEffort(effort);
        if (((settings as Step35PromptExecutionSettings)?.ResponseFormat ?? Find(settings, OptionNames.ResponseFormat)) is { } format)
            RefuseUnreadFormat(options.ResponseFormat, format);
    }

    private static void NoteConcurrency(ChatOptions options, FunctionChoiceBehavior? behavior)
    {
        if (behavior is AutoFunctionChoiceBehavior { Options.AllowConcurrentInvocation: true }
            or RequiredFunctionChoiceBehavior { Options.AllowConcurrentInvocation: true })
            (options.AdditionalProperties ??= [])[OptionNames.AllowConcurrentInvocation] = true;
    }

    // The kernel does not mind how a name is spelled.
    private static object? Find(PromptExecutionSettings settings, string name) =>
        settings.ExtensionData?.FirstOrDefault(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    // The kernel does not mind how an effort is spelled, either, and knows fewer of them.
    private static ReasoningEffort ReadEffort(object effort) => EffortWords.Find($"{effort}".ToLowerInvariant())
        ?? throw new InvalidSettingException(OptionNames.ReasoningEffort, effort, $"one of {EffortWords.All}");

    // The kernel takes JSON of any kind for a schema, unless it is a text.
    private static void RefuseUnreadFormat(ChatResponseFormat? read, object format)
    {
        if (read is null or ChatResponseFormatJson { Schema.ValueKind: not JsonValueKind.Object })
            throw new InvalidSettingException(OptionNames.ResponseFormat, format, "'text', 'json_object' or a JSON schema");
    }
}
