using System.Text.Json;

namespace Step35.AI.Parsing.Repairs;

/// <summary>A JSON value and what was mended to read it.</summary>
internal readonly record struct RepairedJson(JsonElement Value, ToolCallRepairs Repairs);
