using System.Text.Json.Nodes;

namespace Step35.AI.Tests.Remote;

/// <summary>What a scripted server was asked.</summary>
internal sealed record ServerRequest(Uri Address, JsonNode? Json, string? Authorization)
{
    public JsonNode Body => Json!;
}
