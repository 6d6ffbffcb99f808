using Step35.Server.Dialects;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>Reads content that may be plain text.</summary>
internal sealed class PartsConverter : TextOrListConverter<ResponsePart>
{
    protected override ResponsePart OfText(string text) => new("input_text") { Text = text };
}
