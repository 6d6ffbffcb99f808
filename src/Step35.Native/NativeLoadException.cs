namespace Step35.Native;

/// <summary>The native core could not be loaded, or the one found is not the one this version needs.</summary>
public sealed class NativeLoadException : Step35Exception
{
    /// <summary>Initializes the error.</summary>
    /// <param name="message">What was tried, why each failed and what to change.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public NativeLoadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
