namespace Step35.AI.Tools;

/// <summary>Shows what a call would do, such as the diff of a file, before somebody approves it.</summary>
/// <remarks>Called for every function that is about to be asked for. It must change nothing, and be safe for concurrent calls.</remarks>
public interface IToolPreview
{
    /// <summary>Describes what a call would do.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops the description.</param>
    /// <returns>The text to show; null for functions that this preview does not know.</returns>
    ValueTask<string?> PreviewAsync(ToolCall call, CancellationToken cancellationToken);
}
