namespace Step35.Engine.Gguf;

/// <summary>A model file cannot be used: it is missing, damaged, incomplete or of another kind.</summary>
/// <remarks>The message names the file without its folder, so it is safe to send to a caller.</remarks>
public sealed class GgufException : Step35Exception
{
    /// <summary>Initializes the error for one file.</summary>
    /// <param name="filePath">The file that cannot be used.</param>
    /// <param name="message">What is wrong with it and what to change.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public GgufException(string filePath, string message, Exception? innerException = null)
        : base($"{Path.GetFileName(filePath)}: {message}", innerException) => FilePath = filePath;

    /// <summary>Gets the path of the file that cannot be used.</summary>
    public string FilePath { get; }
}
