namespace Step35.AI.Requests;

/// <summary>Whether the model may, must not or must call a function.</summary>
internal enum ToolChoice
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>The functions are described, but the model cannot open a call.</summary>
    None,

    /// <summary>The answer is one call or several, after the model has thought.</summary>
    Required,
}
