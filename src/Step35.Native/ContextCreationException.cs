namespace Step35.Native;

/// <summary>A context, with its KV cache and compute buffers, could not be created.</summary>
public sealed class ContextCreationException : Step35Exception
{
    /// <summary>Initializes the error.</summary>
    /// <param name="message">What went wrong and what to change.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public ContextCreationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
