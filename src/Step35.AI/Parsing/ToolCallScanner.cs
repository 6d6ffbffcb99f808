using Step35.AI.Parsing.Repairs;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>Reads one function call, character by character, in time linear to its length.</summary>
/// <remarks>
/// <para>
/// Values are raw text, so a value may hold the very tags that end it. A <c>&lt;/parameter&gt;</c> ends the value only if
/// (1) it closes no parameter that the value itself opened at the start of a line, and (2) after optional whitespace another
/// parameter, the end of the function or the call, another call or the end of the answer follows. Text about the format thus survives
/// as long as its tags are balanced or inline.
/// </para>
/// <para>
/// A value that is never closed swallows the rest of the answer. The lenient mode reads such a rest again: a tag of the format at
/// the start of a line then ends the value.
/// </para>
/// <para>
/// A call is complete with its function's end; a closing tag of the block after that is optional. Where the function's end is missing,
/// the call ends with its block, with the next call or with the answer, provided that it has an argument. A parameter given twice keeps
/// its first place and its last value. JSON may stand for the function, or for its parameters; it ends with its last bracket.
/// </para>
/// </remarks>
internal sealed partial class ToolCallScanner
{
    private static readonly TagPattern[] ParameterTags =
    [
        TagPattern.ParameterStart, TagPattern.NamedParameter, TagPattern.FunctionEnd, TagPattern.CallEnd,
        TagPattern.CallStart, TagPattern.FunctionStart,
    ];

    private static readonly TagPattern[] OpeningTags = [TagPattern.FunctionStart, TagPattern.NamedFunction, TagPattern.CallStart];
    private static readonly TagPattern[] DoubtfulOpeningTags = [TagPattern.FunctionStart, TagPattern.NamedFunction];
    private static readonly TagPattern[] ValueTags = [TagPattern.ParameterStart, TagPattern.ParameterEnd];
    private static readonly TagPattern[] BrokenTags = [TagPattern.CallStart, TagPattern.CallEnd, TagPattern.FunctionEnd];
    private static readonly TagPattern[] LenientValueTags = [.. ParameterTags, TagPattern.ParameterEnd];

    private readonly TagCursor _text = new();
    private readonly OrderedDictionary<string, string> _arguments = [];
    private readonly CallOpening _opening;
    private readonly bool _isLenient;
    private readonly List<ResponseEvent> _found = [];

    private ToolCallPart _part;
    private bool _isDoubtful;
    private bool _isCertain;
    private int _start;
    private int _valueEnd;
    private int _openInValue;
    private string _function = "";
    private string _parameter = "";
    private string _reason = "The answer ended before the call did.";

    /// <summary>Starts behind the tag that opened the call.</summary>
    /// <param name="opening">How the call begins.</param>
    /// <param name="isLenient">True to end values at any tag of the format that starts a line.</param>
    public ToolCallScanner(CallOpening opening, bool isLenient)
    {
        _opening = opening;
        _isLenient = isLenient;
        _isDoubtful = opening.IsInReasoning;
        _text.Add(opening.Text);
        Repairs = (opening.IsInReasoning ? ToolCallRepairs.CallInReasoning : ToolCallRepairs.None)
            | (opening.HasBlock ? ToolCallRepairs.None : ToolCallRepairs.MissingOpener);
        Note(opening.Tag);
        Enter(opening.Tag.Tag == FormatTag.FunctionStart ? ToolCallPart.FunctionName : ToolCallPart.Opening, opening.Text.Length);
        if (opening.Tag.Tag == FormatTag.ParameterStart)
            Break("A parameter stands outside of a function.");
    }

    /// <summary>Gets what had to be mended so far.</summary>
    public ToolCallRepairs Repairs { get; private set; }

    /// <summary>Gets whether the text turned out to be prose; only reasoning may be.</summary>
    public bool IsProse { get; private set; }

    public bool IsOver => _part == ToolCallPart.Done;

    /// <summary>Gets everything read so far, with the opening tag.</summary>
    public string Raw => _text.Slice(0, _text.Length).ToString();

    /// <summary>Gets what was read but belongs to the text behind the call.</summary>
    public ReadOnlySpan<char> Rest => _text.Slice(_text.Position, _text.Length);

    /// <summary>Gets whether the scanner waits for the end of a value, which may have been forgotten.</summary>
    public bool IsInValue => _part is ToolCallPart.Value or ToolCallPart.AfterValue or ToolCallPart.Json;

    /// <summary>Reads one character and returns whether the call is over.</summary>
    public bool Push(char character)
    {
        _text.Add([character]);
        while (!_text.IsAtEnd && Advance())
        {
        }

        return IsOver;
    }

    /// <summary>Ends the answer, and with it a call that lacks nothing but its closing tags.</summary>
    public void Complete()
    {
        if (!_text.IsAtEnd)
            return;
        if (_part == ToolCallPart.AfterValue)
            EndValue(_valueEnd);
        if (_part == ToolCallPart.Parameters && _arguments.Count > 0)
            Finish(0, ToolCallRepairs.MissingCloser);
    }

    /// <summary>Hands out what became certain since the last time.</summary>
    public IReadOnlyList<ResponseEvent> Take()
    {
        if (_found.Count == 0)
            return [];
        ResponseEvent[] taken = [.. _found];
        _found.Clear();
        return taken;
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
        ToolCallPart.Json => ReadJson(),
        ToolCallPart.Broken => ReadBroken(),
        _ => false,
    };

    private bool ReadOpening()
    {
        if (!_text.TrySkipToTag(_isDoubtful ? DoubtfulOpeningTags : OpeningTags, out var tag))
            return false;
        if (tag?.Tag == FormatTag.FunctionStart)
            Enter(ToolCallPart.FunctionName, tag);
        else if (tag is not null)
            Enter(ToolCallPart.Opening, tag);
        else if (_text.Current is '{' or '[' or '"')
            Enter(ToolCallPart.Json, 0);
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
            EndName(_text.Slice(_start, _text.Position));
        else
            _text.Position++;
        return true;
    }

    private void EndName(ReadOnlySpan<char> written)
    {
        var name = TemplateSpace.Trim(written).Trim("\"'").ToString();
        if (name.Length != written.Length)
            Repairs |= ToolCallRepairs.TagSpelling;
        if (name.Length == 0)
            Break("A function or parameter has no name.");
        else if (_part == ToolCallPart.FunctionName)
            EndFunctionName(name);
        else
            EndParameterName(name);
    }

    private void EndFunctionName(string name)
    {
        _function = name;
        Enter(ToolCallPart.Parameters, 1);
        if (_isDoubtful && !_opening.IsPlausible(name))
            Break("The function was not offered.");
        else if (!_isDoubtful || _opening.HasBlock)
            Commit();
    }

    private void EndParameterName(string name)
    {
        _parameter = name;
        _openInValue = 0;
        Enter(ToolCallPart.Value, 1);
    }

    private bool ReadParameters()
    {
        if (!_text.TrySkipToTag(ParameterTags, out var tag))
            return false;
        if (tag is not null)
            ReadParameterTag(tag);
        else if (_arguments.Count == 0 && _text.Current is '{' or '"')
            Enter(ToolCallPart.Json, 0);
        else
            Break("Something other than <parameter=NAME> or </function> stands inside the function.");
        return true;
    }

    private void ReadParameterTag(TagMatch tag)
    {
        Note(tag);
        if (tag.Tag is FormatTag.ParameterStart or FormatTag.FunctionEnd)
            Commit();
        if (tag.Tag == FormatTag.ParameterStart)
            Enter(ToolCallPart.ParameterName, tag);
        else if (tag.Tag == FormatTag.FunctionEnd)
            Finish(tag.Length, ToolCallRepairs.None);
        else if (_isDoubtful || (tag.Tag != FormatTag.CallEnd && _arguments.Count == 0))
            Break("The function is not closed by </function>.");
        else
            Finish(tag.Tag == FormatTag.CallEnd ? tag.Length : 0, ToolCallRepairs.MissingCloser);
    }

    private bool ReadValue()
    {
        if (!_text.TryMatch(_isLenient ? LenientValueTags : ValueTags, out var tag))
            return false;
        if (tag?.Tag == FormatTag.ParameterEnd)
            CloseParameter(tag);
        else if (tag is null || !_text.StartsLine(_start))
            _text.Position++;
        else if (_isLenient)
            EndOpenValue();
        else
            OpenParameter(tag);
        return true;
    }

    private void EndOpenValue()
    {
        Repairs |= ToolCallRepairs.MissingCloser;
        EndValue(_text.Position);
    }

    private void OpenParameter(TagMatch tag)
    {
        _openInValue++;
        _text.Position += tag.Length;
    }

    private void CloseParameter(TagMatch tag)
    {
        if (_openInValue > 0)
        {
            _openInValue--;
        }
        else
        {
            Note(tag);
            _valueEnd = _text.Position;
            _part = ToolCallPart.AfterValue;
        }

        _text.Position += tag.Length;
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
        // One line break on either side is markup; more of them are the value's own.
        var value = _text.Slice(_start, end);
        var lineBreak = value.StartsWith("\r\n") ? "\r\n" : "\n";
        if (value.StartsWith(lineBreak))
            value = value[lineBreak.Length..];
        if (value.EndsWith(lineBreak))
            value = value[..^lineBreak.Length];
        AddArgument(_parameter, value.ToString());
        _part = ToolCallPart.Parameters;
    }

    private void AddArgument(string name, string value)
    {
        _arguments[name] = value;
        _found.Add(new ToolCallArgument(name, value));
    }

    private bool ReadBroken()
    {
        if (!_text.TryMatch(BrokenTags, out var tag))
            return false;
        if (tag?.Tag == FormatTag.CallStart)
            FinishBroken(0);
        else if (tag is not null && (tag.Tag == FormatTag.CallEnd || !_opening.HasBlock))
            FinishBroken(tag.Length);
        else
            _text.Position++;
        return true;
    }

    /// <summary>Takes the call for certain.</summary>
    private void Commit()
    {
        if (!_isCertain)
            _found.Add(new ToolCallStarted(_function));
        _isCertain = true;
        _isDoubtful = false;
    }

    private void Note(TagMatch tag) => Repairs |= tag.IsExact ? ToolCallRepairs.None : ToolCallRepairs.TagSpelling;

    private void Enter(ToolCallPart part, TagMatch tag)
    {
        Note(tag);
        Enter(part, tag.Length);
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
        IsProse = _isDoubtful;
        _part = IsProse ? ToolCallPart.Done : ToolCallPart.Broken;
    }

    private void Finish(int tagLength, ToolCallRepairs repairs)
    {
        Repairs |= repairs;
        Finish(new ToolCallParsed(_function, [.. _arguments]) { Repairs = Repairs }, tagLength);
    }

    private void FinishBroken(int tagLength) =>
        Finish(new MalformedToolCall(_text.Slice(0, _text.Position + tagLength).ToString(), _reason), tagLength);

    private void Finish(ResponseEvent outcome, int tagLength)
    {
        _text.Position += tagLength;
        _found.Add(outcome);
        _part = ToolCallPart.Done;
    }
}
