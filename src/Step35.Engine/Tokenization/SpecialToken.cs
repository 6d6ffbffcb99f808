namespace Step35.Engine.Tokenization;

/// <summary>A token that stands for markup rather than for text.</summary>
/// <param name="Id">The token.</param>
/// <param name="Text">How it is spelled, for example <c>&lt;|im_end|&gt;</c>.</param>
/// <param name="IsControl">
/// True for a control token, which plain text can never become. False for a user-defined one, which the native
/// tokenizer recognises even in plain text.
/// </param>
internal readonly record struct SpecialToken(TokenId Id, string Text, bool IsControl);
