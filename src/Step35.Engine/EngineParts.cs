using Step35.Engine.Decoding;
using Step35.Engine.Drafting;
using Step35.Engine.Model;
using Step35.Engine.Tokenization;

namespace Step35.Engine;

/// <summary>What an engine is put together from.</summary>
/// <param name="Model">What is loaded.</param>
/// <param name="Vocabulary">The model's vocabulary.</param>
/// <param name="Backend">What runs the model.</param>
/// <param name="Identity">What a session file must be bound to.</param>
/// <param name="Heads">What drafts tokens; null without any.</param>
/// <param name="Owned">What the engine disposes at its end, in order.</param>
internal sealed record EngineParts(
    ModelInfo Model, IVocabulary Vocabulary, IDecoderBackend Backend, byte[] Identity, IDraftPredictor? Heads, IReadOnlyList<IDisposable> Owned);
