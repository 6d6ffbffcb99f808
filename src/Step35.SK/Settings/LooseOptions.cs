using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Step35.SK.Settings;

/// <summary>Moves settings that the kernel leaves among the additional properties to where the chat client reads them.</summary>
/// <remarks>
/// The kernel knows the common names only. Others, such as <c>min_p</c>, stay where they are: the chat client reads them there.
/// </remarks>
internal static class LooseOptions
{
    public static void Settle(ChatOptions options)
    {
        if (Take(options, OptionNames.Thinking) is false)
            (options.Reasoning ??= new ReasoningOptions()).Effort = ReasoningEffort.None;
        if (Take(options, OptionNames.AllowMultipleToolCalls) is { } allowed)
            options.AllowMultipleToolCalls ??= allowed;
    }

    /// <summary>Notes that calls may run at once: the kernel keeps that to itself.</summary>
    public static void NoteConcurrency(ChatOptions options, FunctionChoiceBehavior? behavior)
    {
        if (behavior is AutoFunctionChoiceBehavior { Options.AllowConcurrentInvocation: true }
            or RequiredFunctionChoiceBehavior { Options.AllowConcurrentInvocation: true })
            (options.AdditionalProperties ??= [])[OptionNames.AllowConcurrentInvocation] = true;
    }

    /// <summary>Removes a yes-or-no entry and gives it.</summary>
    public static bool? Take(ChatOptions options, string name)
    {
        var taken = Read(options, name);
        options.AdditionalProperties?.Remove(name);
        return taken;
    }

    /// <summary>Gives a yes-or-no entry. It may be text: prompt files know no other type.</summary>
    public static bool? Read(ChatOptions options, string name)
    {
        if (options.AdditionalProperties?.TryGetValue(name, out var value) is not true || value is null)
            return null;
        return bool.TryParse(value.ToString(), out var read)
            ? read
            : throw new KernelException($"The setting '{name}' is '{value}'. Set it to true or false.");
    }
}
