namespace Step35.Samples.WebChat.Chatting;

public enum TextKind
{
    Reasoning,
    Answer,
    Error,
}
