namespace Step35.Engine.Tokenization;

/// <summary>A prompt in the model's tokens.</summary>
/// <param name="Tokens">The tokens, in order.</param>
/// <param name="BranchPoints">How many tokens stand before each place where later prompts are likely to differ, ascending.</param>
public sealed record EncodedPrompt(IReadOnlyList<TokenId> Tokens, IReadOnlyList<int> BranchPoints);
