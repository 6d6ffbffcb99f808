namespace Step35.Server.Tests.Malformed;

/// <summary>JSON that says something else than the route reads: the field is named, or that there is none.</summary>
public sealed class WrongKindTests : ScriptedEngineTests
{
    [Theory]
    [InlineData("/v1/chat/completions", "[]", null)]
    [InlineData("/v1/chat/completions", """{"temperature": "1"}""", "temperature")]
    [InlineData("/v1/chat/completions", """{"max_tokens": 1099511627776}""", "max_tokens")]
    [InlineData("/v1/chat/completions", """{"seed": 1e30}""", "seed")]
    [InlineData("/v1/chat/completions", """{"messages": [{"role": "user", "content": 5}]}""", "messages[0].content")]
    [InlineData("/v1/responses", """{"input": 5}""", "input")]
    [InlineData("/v1/completions", """{"prompt": [1, 2]}""", "prompt")]
    public async Task Post_ValueOfAnotherKind_IsNamed(string path, string body, string? field)
    {
        var (status, reply) = await Host.FailAsync(path, body);
        Assert.Equal((400, "invalid_value", field), (status, (string?)reply["error"]!["code"], (string?)reply["error"]!["param"]));
    }

    [Fact]
    public async Task Post_SystemOfAnotherKind_IsNamedToAnthropicsClients()
    {
        var (_, reply) = await Host.FailAsync("/v1/messages", """{"system": 5}""");
        Assert.StartsWith("'system': ", (string?)reply["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EmptyPrompt_IsCalledEmpty()
    {
        var (_, reply) = await Host.FailAsync("/v1/completions", """{"prompt": ""}""");
        Assert.Contains("empty", (string?)reply["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ByteOrderMark_IsPassedOver() =>
        Assert.NotNull((await Host.AskAsync("/v1/completions", "\uFEFF" + """{"prompt": "On", "max_tokens": 2}"""))["choices"]);

    [Fact]
    public async Task Post_NoJson_SaysWhereItEnds()
    {
        var (_, reply) = await Host.FailAsync("/v1/completions", "{");
        Assert.Equal("invalid_json", (string?)reply["error"]!["code"]);
    }
}
