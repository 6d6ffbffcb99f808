namespace Step35.AI.Constraints.Languages;

/// <summary>A set of texts cannot be described; whoever knows the schema's place reports it.</summary>
/// <param name="whatToChange">What went wrong and what to change.</param>
#pragma warning disable CA1064 // It never leaves the compiler.
internal sealed class LanguageException(string whatToChange) : Exception(whatToChange);
#pragma warning restore CA1064
