namespace Step35.Engine.Sessions;

/// <summary>A session file cannot be written, or is damaged or of another model.</summary>
/// <remarks>Nothing is lost by it: the conversation can be read again from its text.</remarks>
public sealed class SessionException : Step35Exception
{
    internal SessionException(string filePath, string message, Exception? innerException = null)
        : base($"{Path.GetFileName(filePath)}: {message}", innerException) => FilePath = filePath;

    /// <summary>Gets the path of the file.</summary>
    public string FilePath { get; }
}
