namespace Step35.Engine.Drafting;

/// <summary>What drafting so many tokens would ask of a step, and what it may bring.</summary>
/// <param name="Rows">The rows of all sequences that write.</param>
/// <param name="HeadDrafts">How many sequences the heads would guess for.</param>
/// <param name="ExpectedTokens">How many tokens all of them will have on average.</param>
internal readonly record struct DraftCandidate(int Rows, int HeadDrafts, double ExpectedTokens);
