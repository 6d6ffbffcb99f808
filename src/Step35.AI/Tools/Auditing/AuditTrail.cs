using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Step35.AI.Prompting;

namespace Step35.AI.Tools.Auditing;

/// <summary>Writes calls down, with as much of their arguments as is wanted.</summary>
internal sealed class AuditTrail(IAuditLog log, AuditDetail detail)
{
    public void Write(ToolCall call, AuditEntry entry)
    {
        // Sorted, so that the same arguments have the same hash in any order.
        var arguments = new JsonObject(call.Arguments
            .OrderBy(argument => argument.Key, StringComparer.Ordinal)
            .Select(argument => KeyValuePair.Create(argument.Key, NodeOf(argument.Value))));
        var json = arguments.ToJsonString();
        log.Write(detail is AuditDetail.Full
            ? entry with { Arguments = JsonElement.Parse(json) }
            : entry with { ArgumentsHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))) });
    }

    private static JsonNode? NodeOf(object? value) => JsonNode.Parse(ClrJson.Of(value).GetRawText());
}
