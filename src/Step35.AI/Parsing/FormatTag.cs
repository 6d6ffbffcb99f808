namespace Step35.AI.Parsing;

/// <summary>What a tag of the chat format does.</summary>
internal enum FormatTag
{
    ThinkStart,
    ThinkEnd,
    CallStart,
    CallEnd,
    FunctionStart,
    FunctionEnd,
    ParameterStart,
    ParameterEnd,

    /// <summary>Means nothing in an answer and is dropped: control tokens and the tags of results.</summary>
    Stray,
}
