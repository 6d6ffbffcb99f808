namespace Step35.Cli.Chatting;

/// <summary>A chat cannot be saved or found, or a command in it is not understood.</summary>
internal sealed class ChatException(string message, Exception? innerException = null) : Step35Exception(message, innerException);
