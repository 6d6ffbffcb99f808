namespace Step35.Cli.Inspecting;

/// <summary>The vocabulary of a model.</summary>
/// <param name="Tokens">How many tokens there are.</param>
/// <param name="PreTokenizer">How text is cut before it becomes tokens.</param>
/// <param name="BeginningOfText">The token that begins a text.</param>
/// <param name="EndOfTurn">The token that ends a turn.</param>
internal sealed record TokenizerReport(int Tokens, string PreTokenizer, int BeginningOfText, int EndOfTurn);
