namespace Step35.AI.Tools;

/// <summary>What the model gets to see of a call.</summary>
/// <param name="Value">What the function returned, its first page, or the text that says why it returned nothing.</param>
/// <param name="Ending">How the call ended.</param>
/// <param name="EndsTurn">Whether the model is not asked again after this call.</param>
public sealed record ToolOutcome(object? Value, ToolEnding Ending, bool EndsTurn = false)
{
    /// <summary>Gets how many characters the whole result has; null when it is neither text nor JSON, or there is none.</summary>
    public int? ResultCharacters { get; init; }
}
