using Step35.Server.Dialects;

namespace Step35.Server.OpenAI.Wire;

/// <summary>Reads content, which is a text or a list of parts.</summary>
internal sealed class ContentPartsConverter : TextOrListConverter<ContentPart>
{
    protected override ContentPart OfText(string text) => new("text", text);
}
