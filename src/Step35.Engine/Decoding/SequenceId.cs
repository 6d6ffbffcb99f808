namespace Step35.Engine.Decoding;

/// <summary>A sequence of the decoder: one conversation's place in the KV cache.</summary>
internal readonly record struct SequenceId(int Value);
