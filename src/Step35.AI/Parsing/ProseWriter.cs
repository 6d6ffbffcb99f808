using System.Text;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>Collects the visible characters of reasoning or text and holds back what may have to be dropped.</summary>
/// <remarks>Whitespace counts only between visible characters of one run, so it waits until the next of them comes.</remarks>
internal sealed class ProseWriter(bool startsInReasoning)
{
    private readonly StringBuilder _ready = new();
    private readonly StringBuilder _space = new();
    private bool _isStarted;

    /// <summary>Gets whether the current run is reasoning.</summary>
    public bool IsReasoning { get; private set; } = startsInReasoning;

    /// <summary>Gets whether there is whitespace that waits for a visible character.</summary>
    public bool IsHolding => _space.Length > 0;

    public void Append(char character)
    {
        if (!TemplateSpace.Contains(character))
            AppendVisible(character);
        else if (_isStarted)
            _space.Append(character);
    }

    public void Append(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            Append(character);
    }

    /// <summary>Ends the run, drops the whitespace at its end and begins another.</summary>
    public void Start(bool isReasoning, ICollection<ResponseEvent> events)
    {
        Cut(events);
        IsReasoning = isReasoning;
    }

    /// <summary>Hands out everything visible and drops the whitespace after it.</summary>
    public void Cut(ICollection<ResponseEvent> events)
    {
        Emit(_ready.Length, events);
        _space.Clear();
        _isStarted = false;
    }

    /// <summary>Hands out what is visible so far, without tearing a surrogate pair.</summary>
    public void Flush(ICollection<ResponseEvent> events)
    {
        var endsInHalf = _ready.Length > 0 && char.IsHighSurrogate(_ready[^1]);
        Emit(endsInHalf ? _ready.Length - 1 : _ready.Length, events);
    }

    private void AppendVisible(char character)
    {
        _ready.Append(_space).Append(character);
        _space.Clear();
        _isStarted = true;
    }

    private void Emit(int length, ICollection<ResponseEvent> events)
    {
        if (length == 0)
            return;
        var text = _ready.ToString(0, length);
        _ready.Remove(0, length);
        events.Add(IsReasoning ? new ReasoningDelta(text) : new TextDelta(text));
    }
}
