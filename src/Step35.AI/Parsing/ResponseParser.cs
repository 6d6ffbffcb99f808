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
/// may talk about the format: of all tags only <c>&lt;think&gt;</c>, <c>&lt;/think&gt;</c>, control tokens, and a
/// <c>&lt;tool_call&gt;</c> that a function follows, mean anything there. Such a call ends the reasoning.
/// </para>
/// </remarks>
internal sealed class ResponseParser
{
    private static readonly string[] ReasoningTags =
        [TemplateText.ThinkStart, TemplateText.ThinkEnd, TemplateText.CallStart, TemplateText.TurnStart, TemplateText.TurnEndToken];

    private static readonly string[] TextTags =
    [
        .. ReasoningTags, TemplateText.CallEnd, TemplateText.FunctionStart, TemplateText.FunctionEnd,
        TemplateText.ParameterStart, TemplateText.ParameterEnd, TemplateText.ResponseStart, TemplateText.ResponseEnd,
    ];

    private readonly ProseWriter _prose;
    private readonly StringBuilder _held = new();
    private readonly bool _isLenient;
    private int _tagStart;
    private ToolCallScanner? _call;

    /// <summary>Starts an answer.</summary>
    /// <param name="startsInReasoning">True when the prompt ended inside an open reasoning block.</param>
    public ResponseParser(bool startsInReasoning)
        : this(startsInReasoning, isLenient: false)
    {
    }

    private ResponseParser(bool startsInReasoning, bool isLenient)
    {
        _prose = new ProseWriter(startsInReasoning);
        _isLenient = isLenient;
    }

    /// <summary>Gets a value indicating whether the answer stands inside a reasoning block.</summary>
    public bool IsReasoning => _call is null && _prose.IsReasoning;

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
        if (_held.Length - _tagStart > 1)
            _held.Length = _tagStart;
        ReleaseHeld();
        _prose.Cut(events);
        if (_call is not null)
            AddUnfinished(_call, isCutOff, events);
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
        var half = _held.ToString(_tagStart, _held.Length - _tagStart);
        var tag = Array.Find(_prose.IsReasoning ? ReasoningTags : TextTags, tag => tag.StartsWith(half, StringComparison.Ordinal));
        if (tag is null)
            ReleaseHeld();
        else if (tag.Length == half.Length)
            ApplyTag(tag, events);
    }

    private void ReleaseHeld()
    {
        _prose.Append(_held.ToString());
        _held.Clear();
    }

    private void ApplyTag(string tag, ICollection<ResponseEvent> events)
    {
        _held.Length = _tagStart;
        if (IsStray(tag))
        {
            ResumeHalfTag();
            return;
        }

        ReleaseHeld();
        if (tag is TemplateText.ThinkStart or TemplateText.ThinkEnd)
            _prose.Start(isReasoning: tag == TemplateText.ThinkStart, events);
        else
            _call = new ToolCallScanner(tag, _prose.IsReasoning, _isLenient);
    }

    /// <summary>Goes back to the half tag before a dropped one: it may join with what comes behind.</summary>
    private void ResumeHalfTag()
    {
        while (_tagStart > 0 && _held[--_tagStart] != '<')
        {
        }
    }

    private bool IsStray(string tag) => tag switch
    {
        TemplateText.ThinkStart => _prose.IsReasoning,
        TemplateText.ThinkEnd => !_prose.IsReasoning,
        TemplateText.CallStart or TemplateText.FunctionStart or TemplateText.ParameterStart => false,
        _ => true,
    };

    private void ReadCall(ToolCallScanner call, char character, ICollection<ResponseEvent> events)
    {
        if (!call.Push(character))
            return;
        _call = null;
        if (call.Outcome is { } outcome)
        {
            _prose.Start(isReasoning: false, events);
            events.Add(outcome);
            Read(call.Rest, events);
        }
        else
        {
            _prose.Append(TemplateText.CallStart);
            Read(call.Raw.AsSpan(TemplateText.CallStart.Length), events);
        }
    }

    private void AddUnfinished(ToolCallScanner call, bool isCutOff, ICollection<ResponseEvent> events)
    {
        var recovered = call.IsInValue && !_isLenient && !isCutOff ? Reread(call.Raw) : [];
        if (recovered.Count == 0)
            recovered.Add(call.Unfinished());
        foreach (var found in recovered)
            events.Add(found);
    }

    /// <summary>Reads a call again that forgot to close a value; trusts the result only if nothing but calls is left.</summary>
    private static List<ResponseEvent> Reread(string raw)
    {
        var events = new List<ResponseEvent>();
        var parser = new ResponseParser(startsInReasoning: false, isLenient: true);
        parser.Push(raw, events);
        parser.Complete(events);
        return events.TrueForAll(found => found is ToolCallParsed) ? events : [];
    }
}
