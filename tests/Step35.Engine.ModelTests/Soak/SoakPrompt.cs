using Step35.Engine.Tokenization;

namespace Step35.Engine.ModelTests.Soak;

/// <summary>A prompt that callers put again and again.</summary>
internal sealed record SoakPrompt(TokenId[] Tokens, IReadOnlyList<int> BranchPoints);
