using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace Step35.AI.Prompting;

/// <summary>A piece of a thought in short, with the words that it stands for out of sight: the model reads its own words again.</summary>
internal static class ShortenedThought
{
    // Other providers keep theirs in the same place.
    private const string Mark = "step35:";

    public static TextReasoningContent Write(string shown, string words) => new(shown) { ProtectedData = Protect(words) };

    /// <summary>Marks words that are to travel out of sight.</summary>
    public static string Protect(string words) => Mark + words;

    /// <summary>Makes a piece of what was shown and what was handed back with it, which may be of another kind or nothing.</summary>
    public static TextReasoningContent Restore(string shown, string? handedBack) =>
        new(shown) { ProtectedData = IsProtected(handedBack) ? handedBack : null };

    /// <summary>Says whether a piece of a thought is one in short; other providers protect theirs, too.</summary>
    public static bool IsIn(TextReasoningContent content) => IsProtected(content.ProtectedData);

    /// <summary>Gives the words that the model wrote.</summary>
    public static string Read(TextReasoningContent content) =>
        IsProtected(content.ProtectedData) ? content.ProtectedData[Mark.Length..] : content.Text;

    private static bool IsProtected([NotNullWhen(true)] string? data) => data?.StartsWith(Mark, StringComparison.Ordinal) == true;
}
