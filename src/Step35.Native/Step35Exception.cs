namespace Step35;

/// <summary>The root of every error that Step35.SK raises on purpose.</summary>
/// <remarks>Messages say what to change and hold no prompt text, so they are safe to log and to send to a caller.</remarks>
public abstract class Step35Exception : Exception
{
    /// <summary>Initializes the error with a message that says what to change.</summary>
    /// <param name="message">What went wrong and what to change.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    protected Step35Exception(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
