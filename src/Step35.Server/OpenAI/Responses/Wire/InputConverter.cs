using Step35.Server.Dialects;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>Reads input that may be the plain text of a user's message.</summary>
internal sealed class InputConverter : TextOrListConverter<ResponseItem>
{
    protected override ResponseItem OfText(string text) => new() { Role = "user", Content = [new("input_text") { Text = text }] };
}
