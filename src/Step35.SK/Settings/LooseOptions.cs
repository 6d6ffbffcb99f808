using Microsoft.Extensions.AI;

namespace Step35.SK.Settings;

/// <summary>Moves settings that the kernel leaves among the additional properties to where the chat client reads them.</summary>
/// <remarks>
/// The kernel knows the common names only. Others, such as <c>min_p</c>, stay where they are: the chat client reads them there.
/// </remarks>
internal static class LooseOptions
{
    public static void Settle(ChatOptions options)
    {
        RefuseUnread(options);
        if (Take(options, OptionNames.Thinking) is false)
            (options.Reasoning ??= new ReasoningOptions()).Effort = ReasoningEffort.None;
        if (Take(options, OptionNames.AllowMultipleToolCalls) is { } allowed)
            options.AllowMultipleToolCalls ??= allowed;
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
            : throw new InvalidSettingException(name, value, "true or false");
    }

    // The kernel leaves under its own names what it could not read.
    private static void RefuseUnread(ChatOptions options)
    {
        foreach (var (name, value) in options.AdditionalProperties ?? [])
            if (value is not null && SettingKinds.Find(name) is { } kind and (SettingKinds.Number or SettingKinds.WholeNumber or SettingKinds.Texts))
                throw new InvalidSettingException(name, value, kind);
    }
}
