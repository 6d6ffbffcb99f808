namespace Step35.Samples.WebChat.Chatting;

public enum CallState
{
    Asking,
    Running,
    Done,
    Denied,
}
