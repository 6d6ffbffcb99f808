namespace Step35.Engine.Tokenization;

/// <summary>A control or user-defined token of the vocabulary.</summary>
/// <param name="Id">The token.</param>
/// <param name="Text">How it is spelled, for example <c>&lt;|im_end|&gt;</c>.</param>
/// <param name="IsControl">
/// True for a control token, which plain text can never become. False for a user-defined one, which the native
/// tokenizer recognises even in plain text.
/// </param>
internal readonly record struct SpecialToken(TokenId Id, string Text, bool IsControl)
{
    /// <summary>
    /// Gets a value indicating whether the token is markup. A user-defined token may also stand for ordinary text, such as
    /// a run of spaces: that one is neither guarded nor hidden.
    /// </summary>
    public bool IsMarkup => IsControl || (Text.StartsWith('<') && Text.EndsWith('>'));
}
