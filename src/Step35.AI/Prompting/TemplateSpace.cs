namespace Step35.AI.Prompting;

/// <summary>The whitespace that is trimmed around everything in the chat format: C's <c>isspace</c> set.</summary>
/// <remarks>
/// Unicode spaces are content. llama.cpp trims the same set for this model, so prompts stay equal to those of its server.
/// </remarks>
internal static class TemplateSpace
{
    private const string Characters = " \t\n\v\f\r";

    public static bool Contains(char character) => Characters.Contains(character, StringComparison.Ordinal);

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(Characters);

    public static string Trim(string text)
    {
        var trimmed = Trim(text.AsSpan());
        return trimmed.Length == text.Length ? text : trimmed.ToString();
    }
}
