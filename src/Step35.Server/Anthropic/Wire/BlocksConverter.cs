using Step35.Server.Dialects;

namespace Step35.Server.Anthropic.Wire;

/// <summary>Reads content that may be plain text.</summary>
internal sealed class BlocksConverter : TextOrListConverter<ContentBlock>
{
    protected override ContentBlock OfText(string text) => new("text") { Text = text };
}
