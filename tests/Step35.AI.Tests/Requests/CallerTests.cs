using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Requests;

namespace Step35.AI.Tests.Requests;

/// <summary>A request may say who asks.</summary>
public sealed class CallerTests
{
    [Theory]
    [InlineData("\"Ada\"", "Ada")]
    [InlineData("\"\\ud83d\"", "\ufffd")]
    [InlineData("null", null)]
    public async Task Caller_Json_ReachesTheEngine(string json, string? expected) =>
        Assert.Equal(expected, await CallerOfAsync(JsonElement.Parse(json)));

    [Theory]
    [InlineData("Ada")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Caller_Text_ReachesTheEngine(string? name) => Assert.Equal(name, await CallerOfAsync(name));

    [Fact]
    public async Task Caller_NoText_IsRefusedByName()
    {
        foreach (var value in new[] { 7, new object(), JsonElement.Parse("7"), JsonElement.Parse("[\"Ada\"]") })
        {
            var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => CallerOfAsync(value));
            Assert.Equal("AdditionalProperties[\"caller\"]", error.OptionName);
        }
    }

    private static async Task<string?> CallerOfAsync(object? value)
    {
        await using var chat = new ScriptedChat("</think>Hi.");
        await chat.AskAsync(new ChatOptions { AdditionalProperties = new() { ["caller"] = value } });
        return chat.Request.Caller;
    }
}
