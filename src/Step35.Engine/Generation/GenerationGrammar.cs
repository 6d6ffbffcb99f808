namespace Step35.Engine.Generation;

/// <summary>A grammar in llama.cpp's GBNF that the whole output must follow.</summary>
/// <remarks>
/// It describes the visible text, special tokens that are spelled out included; other special tokens cannot be chosen. The
/// output may end where the grammar may, and must end where nothing else can follow. The prompt is no part of it.
/// </remarks>
/// <param name="Text">The rules, at most 4,000,000 characters.</param>
/// <param name="Root">The rule to start from.</param>
public sealed record GenerationGrammar(string Text, string Root = "root");
