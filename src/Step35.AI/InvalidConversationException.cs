namespace Step35.AI;

/// <summary>A conversation cannot be written in the chat format of Step-3.5-Flash.</summary>
public sealed class InvalidConversationException : Step35Exception
{
    /// <summary>Initializes the error with a message that says what to change.</summary>
    /// <param name="message">What is wrong with the conversation and what to change.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public InvalidConversationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
