using Step35.Engine.Tokenization;

namespace Step35.Engine.Decoding;

/// <summary>One token of a decode step.</summary>
/// <param name="Token">The token.</param>
/// <param name="Position">Its position in the sequence, from 0.</param>
/// <param name="Sequence">Whose token it is.</param>
/// <param name="WantsOutput">Whether a token will be sampled from this row.</param>
internal readonly record struct DecoderBatchRow(TokenId Token, int Position, SequenceId Sequence, bool WantsOutput);
