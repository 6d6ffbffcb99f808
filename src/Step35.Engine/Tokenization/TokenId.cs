using System.Runtime.InteropServices;

namespace Step35.Engine.Tokenization;

/// <summary>A token of the model's vocabulary.</summary>
/// <param name="Value">The index in the vocabulary, from 0.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TokenId(int Value);
