using Microsoft.Extensions.AI;

namespace Step35.AI.Prompting;

/// <summary>A piece of a thought in short, with the words that it stands for out of sight: the model reads its own words again.</summary>
internal static class ShortenedThought
{
    // Other providers keep theirs in the same place.
    private const string Mark = "step35:";

    public static TextReasoningContent Write(string shown, string words) => new(shown) { ProtectedData = Mark + words };

    /// <summary>Gives the words that the model wrote.</summary>
    public static string Read(TextReasoningContent content) =>
        content.ProtectedData is { } words && words.StartsWith(Mark, StringComparison.Ordinal) ? words[Mark.Length..] : content.Text;
}
