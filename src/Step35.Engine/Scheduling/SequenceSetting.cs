using Step35.Engine.Drafting;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>What a running sequence is told about its place.</summary>
/// <param name="Admission">The number of the admission.</param>
/// <param name="Draft">What is guessed of its tokens.</param>
/// <param name="TakesCheckpoints">Whether reading stops for checkpoints.</param>
/// <param name="Vocabulary">The model's vocabulary.</param>
/// <param name="Time">The clock.</param>
internal sealed record SequenceSetting(long Admission, Draft Draft, bool TakesCheckpoints, IVocabulary Vocabulary, TimeProvider Time);
