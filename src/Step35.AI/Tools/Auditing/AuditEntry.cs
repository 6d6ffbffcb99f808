using System.Text.Json;

namespace Step35.AI.Tools.Auditing;

/// <summary>One call that has ended.</summary>
/// <param name="Time">When it was asked for.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Permissions">What the function declares that it needs; null when it declares nothing.</param>
/// <param name="Decision">Why it was allowed or denied.</param>
/// <param name="Ending">How it ended.</param>
public sealed record AuditEntry(DateTimeOffset Time, string Function, Permissions? Permissions, ToolDecision Decision, ToolEnding Ending)
{
    /// <summary>Gets how long the call took, without the time that it waited for approval.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets how many characters the function returned; null when it returned nothing that is text or JSON.</summary>
    public int? ResultCharacters { get; init; }

    /// <summary>Gets the SHA-256 hash of the arguments as hexadecimal digits; null where the arguments themselves are written down.</summary>
    public string? ArgumentsHash { get; init; }

    /// <summary>Gets the arguments; null unless <see cref="ToolGateOptions.AuditArguments"/> asks for them.</summary>
    public JsonElement? Arguments { get; init; }
}
