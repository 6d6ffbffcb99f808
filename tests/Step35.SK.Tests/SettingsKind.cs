using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

/// <summary>The kinds of settings that a kernel may be given.</summary>
public enum SettingsKind
{
    Plain,
    Own,
    Foreign,
}

internal static class SettingsKindExtensions
{
    public static PromptExecutionSettings Create(this SettingsKind kind) => kind switch
    {
        SettingsKind.Plain => new PromptExecutionSettings(),
        SettingsKind.Own => new Step35PromptExecutionSettings(),
        _ => new ForeignSettings(),
    };
}
