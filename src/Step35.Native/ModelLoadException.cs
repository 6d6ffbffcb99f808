namespace Step35.Native;

/// <summary>A model file could not be loaded.</summary>
public sealed class ModelLoadException : Step35Exception
{
    /// <summary>Initializes the error.</summary>
    /// <param name="message">What went wrong and what to change.</param>
    /// <param name="path">The model file.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public ModelLoadException(string message, string path, Exception? innerException = null)
        : base(message, innerException) =>
        Path = path;

    /// <summary>Gets the model file.</summary>
    public string Path { get; }
}
