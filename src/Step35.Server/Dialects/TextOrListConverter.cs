namespace Step35.Server.Dialects;

/// <summary>Reads a list of texts that may be written as a single one.</summary>
internal sealed class TextOrListConverter : TextOrListConverter<string>
{
    protected override string OfText(string text) => text;
}
