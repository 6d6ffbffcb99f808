namespace Step35.AI.Remote;

/// <summary>A call was required, but the model answered without one, when asked again, too.</summary>
public sealed class RequiredCallMissingException : Step35Exception
{
    internal RequiredCallMissingException(string? functionName)
        : base($"A call of {(functionName is null ? "a function" : $"'{functionName}'")} is required, but the model answered without one. "
            + "The server seems not to hold it to tool_choice: let the model decide, or use a server that constrains calls.") =>
        FunctionName = functionName;

    /// <summary>Gets the required function; null when any would have done.</summary>
    public string? FunctionName { get; }
}
