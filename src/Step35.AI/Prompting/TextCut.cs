namespace Step35.AI.Prompting;

/// <summary>Cuts texts between characters: some take two UTF-16 units.</summary>
internal static class TextCut
{
    /// <summary>Gets where to cut a text that may keep so many UTF-16 units.</summary>
    public static int AtMost(string text, int units) => units > 0 && char.IsHighSurrogate(text[units - 1]) ? units - 1 : units;
}
