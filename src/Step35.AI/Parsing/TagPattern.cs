using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>How a tag is spelled, with the liberties that models take.</summary>
/// <param name="tag">What the tag does.</param>
/// <param name="spelling">
/// How it is spelled. One whitespace character may stand behind <c>&lt;</c> and <c>/</c> and before <c>=</c> and <c>&gt;</c>; not so in
/// control tokens and the tags of results, which the model has never seen itself write.
/// </param>
internal sealed class TagPattern(FormatTag tag, string spelling)
{
    public static readonly TagPattern ThinkStart = new(FormatTag.ThinkStart, TemplateText.ThinkStart);
    public static readonly TagPattern ThinkEnd = new(FormatTag.ThinkEnd, TemplateText.ThinkEnd);
    public static readonly TagPattern CallStart = new(FormatTag.CallStart, TemplateText.CallStart);
    public static readonly TagPattern CallEnd = new(FormatTag.CallEnd, TemplateText.CallEnd);
    public static readonly TagPattern FunctionStart = new(FormatTag.FunctionStart, TemplateText.FunctionStart);
    public static readonly TagPattern FunctionEnd = new(FormatTag.FunctionEnd, TemplateText.FunctionEnd);
    public static readonly TagPattern ParameterStart = new(FormatTag.ParameterStart, TemplateText.ParameterStart);
    public static readonly TagPattern ParameterEnd = new(FormatTag.ParameterEnd, TemplateText.ParameterEnd);

    /// <summary>Functions and parameters that have their name as an XML attribute; looked for inside of calls only, since text may be XML.</summary>
    public static readonly TagPattern NamedFunction = new(FormatTag.FunctionStart, "<function name=");
    public static readonly TagPattern NamedParameter = new(FormatTag.ParameterStart, "<parameter name=");

    public static readonly TagPattern TurnStart = new(FormatTag.Stray, TemplateText.TurnStart);
    public static readonly TagPattern TurnEnd = new(FormatTag.Stray, TemplateText.TurnEndToken);
    public static readonly TagPattern ResponseStart = new(FormatTag.Stray, TemplateText.ResponseStart);
    public static readonly TagPattern ResponseEnd = new(FormatTag.Stray, TemplateText.ResponseEnd);

    /// <summary>Looks which tag a text begins with; false while more text is needed to tell.</summary>
    public static bool TryFind(TagPattern[] patterns, ReadOnlySpan<char> text, out TagMatch? found)
    {
        found = null;
        if (text is [not '<', ..])
            return true;
        var isUndecided = false;
        foreach (var pattern in patterns)
        {
            var match = pattern.Match(text);
            isUndecided |= match is null;
            found = match is { Length: > 0 } ? match : found;
        }

        return found is not null || !isUndecided;
    }

    /// <summary>Gets the regular expression of all its spellings.</summary>
    public string Expression => string.Concat(Enumerable.Range(0, spelling.Length).Select(at =>
        (IsSpacePlace(at) ? @"[ \t\n\v\f\r]?" : "") + (spelling[at] == '|' ? @"\|" : $"{spelling[at]}")));

    /// <summary>Returns the tag that a text begins with, <see cref="TagMatch.None"/>, or null while more text is needed to tell.</summary>
    private TagMatch? Match(ReadOnlySpan<char> text)
    {
        var length = 0;
        for (var at = 0; at < spelling.Length; at++)
        {
            if (length < text.Length && IsSpacePlace(at) && TemplateSpace.Contains(text[length]))
                length++;
            if (length == text.Length)
                return null;
            if (text[length++] != spelling[at])
                return TagMatch.None;
        }

        return new TagMatch(tag, length, IsExact: length == spelling.Length && this != NamedFunction && this != NamedParameter);
    }

    private bool IsSpacePlace(int at) => tag != FormatTag.Stray && at > 0 && (spelling[at - 1] is '<' or '/' || spelling[at] is '=' or '>');
}
