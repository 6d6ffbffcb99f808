namespace Step35.Engine.Drafting;

/// <summary>What drafting so many tokens would ask of a step, and what it may bring.</summary>
/// <param name="Sequences">How many sequences write.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="HeadDrafts">How many sequences the heads would guess for.</param>
/// <param name="ExpectedTokens">How many tokens all of them will have on average.</param>
internal readonly record struct DraftCandidate(int Sequences, int Rows, int HeadDrafts, double ExpectedTokens);
