using System.Text;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>Text that grows while it is read.</summary>
public sealed class TextPart(TextKind kind) : TurnPart
{
    private readonly StringBuilder _text = new();

    public TextKind Kind => kind;

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public void Append(string text)
    {
        lock (_text)
            _text.Append(text);
    }
}
