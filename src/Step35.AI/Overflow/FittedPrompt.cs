using Step35.Engine.Tokenization;

namespace Step35.AI.Overflow;

/// <summary>A prompt as it goes to the model.</summary>
/// <param name="Encoded">The tokens and their branch points.</param>
/// <param name="DroppedMessages">How many of the caller's messages are missing in it.</param>
internal sealed record FittedPrompt(EncodedPrompt Encoded, int DroppedMessages);
