using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>Reads one function call, character by character, in time linear to its length.</summary>
/// <remarks>
/// <para>
/// Values are raw text, so a value may hold the very tags that end it. A <c>&lt;/parameter&gt;</c> ends the value only if
/// (1) it closes no parameter that the value itself opened at the start of a line, and (2) after optional whitespace another
/// parameter, the function's end or the call's end follows. Text about the format thus survives as long as its tags are balanced
/// or inline.
/// </para>
/// <para>
/// A value that is never closed swallows the rest of the answer. The lenient mode reads such a rest again: a tag of the format at
/// the start of a line then ends the value.
/// </para>
/// <para>
/// A call is complete with its function's end; a closing tag of the block after that is optional, as is one of the function before
/// it. A parameter given twice keeps its first place and its last value.
/// </para>
/// </remarks>
internal sealed class ToolCallScanner
{
    private static readonly string[] OpeningTags = [TemplateText.FunctionStart, TemplateText.CallStart];
    private static readonly string[] ProseOpeningTags = [TemplateText.FunctionStart];
    private static readonly string[] ParameterTags = [TemplateText.ParameterStart, TemplateText.FunctionEnd, TemplateText.CallEnd];
    private static readonly string[] ValueTags = [TemplateText.ParameterStart, TemplateText.ParameterEnd];
    private static readonly string[] LenientValueTags = [.. ParameterTags, TemplateText.ParameterEnd];
    private static readonly string[] BrokenTags = [TemplateText.CallStart, TemplateText.CallEnd, TemplateText.FunctionEnd];

    private readonly TagCursor _text = new();
    private readonly OrderedDictionary<string, string> _arguments = [];
    private readonly string _opener;
    private readonly bool _mayBeProse;
    private readonly bool _isLenient;

    private ToolCallPart _part;
    private int _start;
    private int _valueEnd;
    private int _openInValue;
    private string _function = "";
    private string _parameter = "";
    private string _reason = "The answer ended before the call did.";

    /// <summary>Starts behind the tag that opened the call.</summary>
    /// <param name="opener">The opening tag; a call without its block may start at the function, or even at a parameter.</param>
    /// <param name="mayBeProse">True to give the text back, instead of calling it malformed, when no function follows.</param>
    /// <param name="isLenient">True to end values at any tag of the format that starts a line.</param>
    public ToolCallScanner(string opener, bool mayBeProse, bool isLenient)
    {
        _opener = opener;
        _mayBeProse = mayBeProse;
        _isLenient = isLenient;
        _text.Add(opener);
        _text.Position = _start = opener.Length;
        _part = opener == TemplateText.FunctionStart ? ToolCallPart.FunctionName : ToolCallPart.Opening;
        if (opener == TemplateText.ParameterStart)
            Break("A parameter stands outside of a function.");
    }

    /// <summary>Gets the call, or why it is none; null when the text turned out to be prose.</summary>
    public ResponseEvent? Outcome { get; private set; }

    /// <summary>Gets everything read so far, with the opening tag.</summary>
    public string Raw => _text.Slice(0, _text.Length).ToString();

    /// <summary>Gets what was read but belongs to the text behind the call.</summary>
    public ReadOnlySpan<char> Rest => _text.Slice(_text.Position, _text.Length);

    /// <summary>Gets whether the scanner waits for the end of a value.</summary>
    public bool IsInValue => _part is ToolCallPart.Value or ToolCallPart.AfterValue;

    /// <summary>Reads one character and returns whether the call is over.</summary>
    public bool Push(char character)
    {
        _text.Add([character]);
        while (!_text.IsAtEnd && Advance())
        {
        }

        return _part == ToolCallPart.Done;
    }

    /// <summary>Describes the call when no more text comes.</summary>
    public MalformedToolCall Unfinished() => new(Raw, _reason);

    /// <summary>Takes one step and returns whether another may follow without more text.</summary>
    private bool Advance() => _part switch
    {
        ToolCallPart.Opening => ReadOpening(),
        ToolCallPart.FunctionName or ToolCallPart.ParameterName => ReadName(),
        ToolCallPart.Parameters => ReadParameters(),
        ToolCallPart.Value => ReadValue(),
        ToolCallPart.AfterValue => ReadAfterValue(),
        ToolCallPart.Broken => ReadBroken(),
        _ => false,
    };

    private bool ReadOpening()
    {
        if (!_text.TrySkipToTag(_mayBeProse ? ProseOpeningTags : OpeningTags, out var tag))
            return false;
        if (tag == TemplateText.FunctionStart)
            Enter(ToolCallPart.FunctionName, tag.Length);
        else if (tag is not null)
            _text.Position += tag.Length;
        else if (_mayBeProse)
            _part = ToolCallPart.Done;
        else
            Break("The call names no function: <function=NAME> must follow <tool_call>.");
        return true;
    }

    private bool ReadName()
    {
        var character = _text.Current;
        if (character is '\n' or '<')
            Break("A function or parameter name is not closed by '>'.");
        else if (character == '>')
            EndName(TemplateSpace.Trim(_text.Slice(_start, _text.Position)).ToString());
        else
            _text.Position++;
        return true;
    }

    private void EndName(string name)
    {
        if (name.Length == 0)
        {
            Break("A function or parameter has no name.");
        }
        else if (_part == ToolCallPart.FunctionName)
        {
            _function = name;
            Enter(ToolCallPart.Parameters, 1);
        }
        else
        {
            _parameter = name;
            _openInValue = 0;
            Enter(ToolCallPart.Value, 1);
        }
    }

    private bool ReadParameters()
    {
        if (!_text.TrySkipToTag(ParameterTags, out var tag))
            return false;
        if (tag == TemplateText.ParameterStart)
            Enter(ToolCallPart.ParameterName, tag.Length);
        else if (tag is not null)
            Finish(new ToolCallParsed(_function, [.. _arguments]), tag.Length);
        else
            Break("Something other than <parameter=NAME> or </function> stands inside the function.");
        return true;
    }

    private bool ReadValue()
    {
        if (!_text.TryMatch(_isLenient ? LenientValueTags : ValueTags, out var tag))
            return false;
        if (tag == TemplateText.ParameterEnd)
            CloseParameter(tag.Length);
        else if (tag is null || !_text.StartsLine(_start))
            _text.Position++;
        else if (_isLenient)
            EndValue(_text.Position);
        else
            OpenParameter(tag.Length);
        return true;
    }

    private void OpenParameter(int length)
    {
        _openInValue++;
        _text.Position += length;
    }

    private void CloseParameter(int length)
    {
        if (_openInValue > 0)
        {
            _openInValue--;
        }
        else
        {
            _valueEnd = _text.Position;
            _part = ToolCallPart.AfterValue;
        }

        _text.Position += length;
    }

    private bool ReadAfterValue()
    {
        if (!_text.TrySkipToTag(ParameterTags, out var tag))
            return false;
        if (tag is null)
            _part = ToolCallPart.Value;
        else
            EndValue(_valueEnd);
        return true;
    }

    private void EndValue(int end)
    {
        // One newline on either side is markup; more of them are the value's own.
        var value = _text.Slice(_start, end);
        if (value is ['\n', ..])
            value = value[1..];
        if (value is [.., '\n'])
            value = value[..^1];
        _arguments[_parameter] = value.ToString();
        _part = ToolCallPart.Parameters;
    }

    private bool ReadBroken()
    {
        if (!_text.TryMatch(BrokenTags, out var tag))
            return false;
        if (tag == TemplateText.CallStart)
            FinishBroken(0);
        else if (tag == TemplateText.CallEnd || (tag is not null && _opener != TemplateText.CallStart))
            FinishBroken(tag.Length);
        else
            _text.Position++;
        return true;
    }

    private void Enter(ToolCallPart part, int skip)
    {
        _text.Position += skip;
        _start = _text.Position;
        _part = part;
    }

    private void Break(string reason)
    {
        _reason = reason;
        _part = ToolCallPart.Broken;
    }

    private void FinishBroken(int tagLength) =>
        Finish(new MalformedToolCall(_text.Slice(0, _text.Position + tagLength).ToString(), _reason), tagLength);

    private void Finish(ResponseEvent outcome, int tagLength)
    {
        _text.Position += tagLength;
        Outcome = outcome;
        _part = ToolCallPart.Done;
    }
}
