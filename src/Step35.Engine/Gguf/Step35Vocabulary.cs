namespace Step35.Engine.Gguf;

/// <summary>What a model file says about its tokens.</summary>
/// <param name="TokenCount">How many tokens there are.</param>
/// <param name="PreTokenizer">How text is cut before it becomes tokens, for example <c>deepseek-v3</c>.</param>
/// <param name="BosTokenId">The token that begins a text.</param>
/// <param name="EosTokenId">The token that ends a turn.</param>
/// <param name="ChatTemplate">The Jinja template of the chat format, or null when the file has none.</param>
public sealed record Step35Vocabulary(int TokenCount, string PreTokenizer, int BosTokenId, int EosTokenId, string? ChatTemplate);
