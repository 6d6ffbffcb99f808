namespace Step35.Plugins;

/// <summary>A function cannot or must not do what it was asked for. The model gets the message.</summary>
/// <param name="message">What is wrong and what to do instead.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class ToolException(string message, Exception? innerException = null) : Step35Exception(message, innerException);
