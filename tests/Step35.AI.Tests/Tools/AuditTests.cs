using System.Text.Json;
using System.Text.Json.Nodes;
using Step35.AI.Tools;
using Step35.AI.Tools.Auditing;

namespace Step35.AI.Tests.Tools;

public sealed class AuditTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_FullArguments_IsOneLineOfJson()
    {
        using var text = new StringWriter();
        using var log = new JsonLinesAuditLog(text);
        var gated = new Gated(options => (options.AuditLog, options.AuditArguments) = (log, AuditDetail.Full));

        await gated.Gate.InvokeAsync(
            Gated.Call("search", Permissions.Read | Permissions.Network, ("query", "a\nb"), ("count", 3)),
            _ =>
            {
                gated.Time.Advance(TimeSpan.FromMilliseconds(1250));
                return ValueTask.FromResult<object?>("four");
            },
            Token);

        var line = Assert.Single(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var expected = """
            {"time": "2026-01-02T03:04:05+00:00", "function": "search", "permissions": "read, network", "decision": "nobody_to_ask",
             "ending": "denied", "duration": "00:00:00", "arguments": {"count": 3, "query": "a\nb"}}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(line)), line);
    }

    [Fact]
    public async Task Write_CallThatRan_HasDurationAndSize()
    {
        var gated = new Gated();

        await gated.Gate.InvokeAsync(
            Gated.Call("read_file", Permissions.Read),
            _ =>
            {
                gated.Time.Advance(TimeSpan.FromMilliseconds(1250));
                return ValueTask.FromResult<object?>("four");
            },
            Token);

        Assert.Equal((TimeSpan.FromSeconds(1.25), 4), (gated.Log.Only.Duration, gated.Log.Only.ResultCharacters));
    }

    [Fact]
    public async Task Write_Hash_SameForTheSameArgumentsInAnyOrderAndForm()
    {
        var gated = new Gated();
        await gated.InvokeAsync(Gated.Call("f", Permissions.None, ("a", "x"), ("b", 1)));
        await gated.InvokeAsync(Gated.Call("f", Permissions.None, ("b", JsonElement.Parse("1")), ("a", JsonElement.Parse("\"x\""))));
        await gated.InvokeAsync(Gated.Call("f", Permissions.None, ("a", "y"), ("b", 1)));

        var hashes = gated.Log.Entries.Select(entry => entry.ArgumentsHash!).ToList();
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
        Assert.All(gated.Log.Entries, entry => Assert.Null(entry.Arguments));
    }
}
