using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Tests.Prompting;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Requests;

public sealed class SchemaInPromptTests
{
    private const string Block =
        "# Answer format\n\nAnswer with JSON that satisfies this schema, and with nothing else:\n"
        + """{"type": "object", "properties": {"a": {"description": "A <b>.", "const": 1}}}""";

    private static readonly ChatResponseFormat Json = ChatResponseFormat.ForJsonSchema(
        JsonElement.Parse("""{"properties": {"a": {"const": 1, "description": "A <b>."}}, "type": "object"}"""));

    [Theory]
    [InlineData(null, Block)]
    [InlineData("Be brief.", "Be brief.\n\n" + Block)]
    public async Task GetResponse_Schema_EndsTheSystemText(string? instructions, string system)
    {
        await using var chat = new ScriptedChat("</think>{}");
        await chat.AskAsync(new ChatOptions { Instructions = instructions, ResponseFormat = Json });
        Assert.Equal(PromptOf([], new(ChatRole.System, system), new(ChatRole.User, "Hello!")), chat.PromptOf(chat.Request));
    }

    [Fact]
    public async Task GetResponse_SchemaBesideFunctions_StandsBeforeThem()
    {
        await using var chat = new ScriptedChat("</think>{}");
        await chat.AskAsync(new ChatOptions { Tools = [ScriptedChat.Weather], ResponseFormat = Json });
        Assert.Equal(PromptOf([ScriptedChat.Weather], new(ChatRole.System, Block), new(ChatRole.User, "Hello!")), chat.PromptOf(chat.Request));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_SwitchedOff_ChangesNothing(bool byRequest)
    {
        var clientOptions = new Step35Options { SchemaInPrompt = byRequest };
        await using var chat = new ScriptedChat(new ScriptedBackend(new PromptedScript(_ => "</think>{}").Next), clientOptions);
        await chat.AskAsync(new ChatOptions
        {
            ResponseFormat = Json,
            AdditionalProperties = byRequest ? new() { ["schema_in_prompt"] = false } : null,
        });
        AssertPlain(chat);
    }

    [Fact]
    public async Task GetResponse_JsonWithoutSchema_ChangesNothing()
    {
        await using var chat = new ScriptedChat("</think>{}");
        await chat.AskAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.Json });
        AssertPlain(chat);
    }

    private static void AssertPlain(ScriptedChat chat) => Assert.Equal(PromptOf([], new ChatMessage(ChatRole.User, "Hello!")), chat.PromptOf(chat.Request));

    private static string PromptOf(AIFunction[] tools, params ChatMessage[] messages) => PromptText.Of(PromptText.Request(messages) with { Tools = tools });
}
