namespace Step35.AI.Parsing;

/// <summary>Where in a call the scanner stands.</summary>
internal enum ToolCallPart
{
    /// <summary>Between the opening of the block and its function.</summary>
    Opening,
    FunctionName,

    /// <summary>Between parameters.</summary>
    Parameters,
    ParameterName,
    Value,

    /// <summary>After a closing tag that ends the value only if the call goes on behind it.</summary>
    AfterValue,

    /// <summary>In JSON that stands for the function or for its parameters.</summary>
    Json,

    /// <summary>In a block that breaks the format, looking for its end.</summary>
    Broken,
    Done,
}
