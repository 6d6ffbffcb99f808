using System.Text.Json;

namespace Step35.Server.Anthropic.Wire;

/// <summary>The form of an answer.</summary>
/// <param name="Type">Only <c>json_schema</c>.</param>
/// <param name="Schema">The schema.</param>
internal sealed record OutputFormat(string Type, JsonElement? Schema = null);
