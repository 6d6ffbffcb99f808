using System.Text;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>Turns the pieces of a generated answer into reasoning, text and function calls.</summary>
/// <remarks>
/// <para>
/// A state object without IO; one answer, one thread. It reads character by character, so how the answer is cut into pieces
/// changes nothing but the lengths of the deltas. What could still become a tag, and whitespace that nothing visible
/// follows yet, is held back; everything else comes out with the piece that brought it.
/// </para>
/// <para>
/// Tags never reach the text, not even stray or half ones; only a lone <c>&lt;</c> at the very end is taken for text. Reasoning
/// may talk about the format: of all tags only <c>&lt;think&gt;</c>, <c>&lt;/think&gt;</c>, control tokens, a
/// <c>&lt;tool_call&gt;</c> that a function follows, and an offered function's tag that parameters follow, mean anything there. Such a
/// call ends the reasoning.
/// </para>
/// </remarks>
internal sealed class ResponseParser
{
    private static readonly TagPattern[] ReasoningTags =
        [TagPattern.ThinkStart, TagPattern.ThinkEnd, TagPattern.CallStart, TagPattern.TurnStart, TagPattern.TurnEnd];

    private static readonly TagPattern[] ReasoningTagsWithFunctions = [.. ReasoningTags, TagPattern.FunctionStart];

    private static readonly TagPattern[] TextTags =
    [
        .. ReasoningTagsWithFunctions, TagPattern.CallEnd, TagPattern.FunctionEnd,
        TagPattern.ParameterStart, TagPattern.ParameterEnd, TagPattern.ResponseStart, TagPattern.ResponseEnd,
    ];

    /// <summary>Gets the tags that may mean something in reasoning.</summary>
    public static IReadOnlyList<TagPattern> TagsInReasoning => ReasoningTagsWithFunctions;

    /// <summary>Gets the tags that mean something in text.</summary>
    public static IReadOnlyList<TagPattern> TagsInText => TextTags;

    private readonly ProseWriter _prose;
    private readonly StringBuilder _held = new();
    private readonly OfferedFunctions _offered;
    private readonly bool _isLenient;
    private int _tagStart;
    private ToolCallScanner? _call;

    /// <summary>Starts an answer.</summary>
    /// <param name="startsInReasoning">True when the prompt ended inside an open reasoning block.</param>
    /// <param name="offered">The functions that were offered; null when that is not known.</param>
    public ResponseParser(bool startsInReasoning, OfferedFunctions? offered = null)
        : this(startsInReasoning, offered ?? OfferedFunctions.Unknown, isLenient: false)
    {
    }

    private ResponseParser(bool startsInReasoning, OfferedFunctions offered, bool isLenient)
    {
        _prose = new ProseWriter(startsInReasoning);
        _offered = offered;
        _isLenient = isLenient;
    }

    /// <summary>Gets a value indicating whether the answer stands inside a reasoning block.</summary>
    public bool IsReasoning => _call is null && _prose.IsReasoning;

    /// <summary>Gets a value indicating whether the answer stands outside of reasoning and calls.</summary>
    public bool IsText => _call is null && !_prose.IsReasoning;

    /// <summary>Gets a value indicating whether something is held back that may still become text or reasoning.</summary>
    public bool IsHolding => _held.Length > 0 || _prose.IsHolding;

    private TagPattern[] ExpectedTags => _prose.IsReasoning switch
    {
        true when _offered.IsEmpty => ReasoningTags,
        true => ReasoningTagsWithFunctions,
        false => TextTags,
    };

    /// <summary>Takes the next piece of the answer.</summary>
    /// <param name="piece">Any number of characters.</param>
    /// <param name="events">Receives what became certain.</param>
    public void Push(ReadOnlySpan<char> piece, ICollection<ResponseEvent> events)
    {
        Read(piece, events);
        _prose.Flush(events);
    }

    /// <summary>Ends the answer; the parser takes no more pieces.</summary>
    /// <param name="events">Receives what was held back.</param>
    /// <param name="isCutOff">
    /// True when the model did not end the answer itself: what it would still have written to an open call is then unknown.
    /// </param>
    public void Complete(ICollection<ResponseEvent> events, bool isCutOff = false)
    {
        // Half a tag at the very end is markup that was cut off; a single '<' is more likely to be a sign of its own.
        if (_held.Length > 0 && TemplateSpace.Trim(_held.ToString(_tagStart, _held.Length - _tagStart)).Length > 1)
            _held.Length = _tagStart;
        ReleaseHeld();
        if (_call is not null)
            CompleteCall(_call, isCutOff, events);
        _prose.Cut(events);
    }

    private void Read(ReadOnlySpan<char> text, ICollection<ResponseEvent> events)
    {
        foreach (var character in text)
        {
            if (_call is not null)
                ReadCall(_call, character, events);
            else if (_held.Length > 0 || character == '<')
                ReadTag(character, events);
            else
                _prose.Append(character);
        }
    }

    private void ReadTag(char character, ICollection<ResponseEvent> events)
    {
        if (character == '<')
            _tagStart = _held.Length;
        _held.Append(character);
        if (!TagPattern.TryFind(ExpectedTags, _held.ToString(_tagStart, _held.Length - _tagStart), out var tag))
            return;
        if (tag is null)
            ReleaseHeld();
        else
            ApplyTag(tag, events);
    }

    private void ReleaseHeld()
    {
        _prose.Append(_held.ToString());
        _held.Clear();
    }

    private void ApplyTag(TagMatch tag, ICollection<ResponseEvent> events)
    {
        var written = _held.ToString(_tagStart, tag.Length);
        _held.Length = _tagStart;
        if (IsStray(tag.Tag))
        {
            ResumeHalfTag();
            return;
        }

        ReleaseHeld();
        if (tag.Tag is FormatTag.ThinkStart or FormatTag.ThinkEnd)
            _prose.Start(isReasoning: tag.Tag == FormatTag.ThinkStart, events);
        else
            _call = new ToolCallScanner(new CallOpening(tag, written, _prose.IsReasoning, _offered), _isLenient);
    }

    /// <summary>Goes back to the half tag before a dropped one: it may join with what comes behind.</summary>
    private void ResumeHalfTag()
    {
        while (_tagStart > 0 && _held[--_tagStart] != '<')
        {
        }
    }

    private bool IsStray(FormatTag tag) => tag switch
    {
        FormatTag.ThinkStart => _prose.IsReasoning,
        FormatTag.ThinkEnd => !_prose.IsReasoning,
        FormatTag.CallStart or FormatTag.FunctionStart or FormatTag.ParameterStart => false,
        _ => true,
    };

    private void ReadCall(ToolCallScanner call, char character, ICollection<ResponseEvent> events)
    {
        var isOver = call.Push(character);
        Report(call.Take(), events);
        if (!isOver)
            return;
        _call = null;
        if (call.IsProse)
            GiveBack(call.Raw, events);
        else
            Read(call.Rest, events);
    }

    /// <summary>Reads a supposed call as the prose that it is; only its first sign cannot start a tag again.</summary>
    private void GiveBack(string raw, ICollection<ResponseEvent> events)
    {
        _prose.Append(raw[0]);
        Read(raw.AsSpan(1), events);
    }

    private void CompleteCall(ToolCallScanner call, bool isCutOff, ICollection<ResponseEvent> events)
    {
        if (!isCutOff)
            call.Complete();
        Report(call.Take(), events);
        if (call.IsOver)
            return;
        var recovered = call.IsInValue && !_isLenient && !isCutOff ? Reread(call) : [];
        Report(recovered.Count > 0 ? recovered : [call.Unfinished()], events);
    }

    private void Report(IReadOnlyList<ResponseEvent> found, ICollection<ResponseEvent> events)
    {
        if (found.Count > 0)
            _prose.Start(isReasoning: false, events);
        foreach (var item in found)
            events.Add(item);
    }

    /// <summary>Reads a call again that forgot to close a value; trusts the result only if nothing but calls is left.</summary>
    private List<ResponseEvent> Reread(ToolCallScanner call)
    {
        var events = new List<ResponseEvent>();
        var parser = new ResponseParser(startsInReasoning: false, _offered, isLenient: true);
        parser.Push(call.Raw, events);
        parser.Complete(events);
        events.RemoveAll(found => found is ToolCallStarted or ToolCallArgument);
        if (events.Count > 0 && events[0] is ToolCallParsed first)
            events[0] = first with { Repairs = first.Repairs | call.Repairs };
        return events.TrueForAll(found => found is ToolCallParsed) ? events : [];
    }
}
