using System.Text.Json.Serialization.Metadata;
using Step35.Server.Anthropic;
using Step35.Server.Ollama;
using Step35.Server.OpenAI;
using Step35.Server.OpenAI.Chat;
using Step35.Server.OpenAI.Completions;
using Step35.Server.OpenAI.Responses;

namespace Step35.Server.Tests;

/// <summary>The page about the dialects names what becomes of every field.</summary>
public class DialectsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "dialects.md"));

    public static TheoryData<string> Fields =>
    [
        .. new[]
        {
            OtherFields.Chat.Names, NamesOf(new ChatDialect().RequestType),
            OtherFields.Completions.Names, NamesOf(new CompletionDialect().RequestType),
            ResponsesRequestReader.Remaining.Names, NamesOf(new ResponsesDialect().RequestType),
            MessagesRequestReader.Remaining.Names, NamesOf(new MessagesDialect().RequestType),
            OllamaRequestReader.Remaining.Names, OllamaRequestReader.RemainingOptions.Names,
            NamesOf(new OllamaChatDialect().RequestType), NamesOf(new OllamaGenerateDialect().RequestType),
        }.SelectMany(names => names).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public void DialectsPage_Field_IsNamed(string field) =>
        Assert.Matches($"`(text\\.|reasoning\\.|metadata\\.)?{field}[`.]", Page);

    private static IEnumerable<string> NamesOf(JsonTypeInfo type) =>
        type.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name);
}
