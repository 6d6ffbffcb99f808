using Step35.AI.Parsing.Repairs;

namespace Step35.AI.Parsing;

/// <summary>An argument as its function takes it, and what was mended to read it.</summary>
/// <param name="Name">The name that the schema has for it.</param>
/// <param name="Value">A <see cref="string"/> or a <see cref="System.Text.Json.JsonElement"/>.</param>
/// <param name="Repairs">None when name and text were right as they stood.</param>
internal readonly record struct RepairedArgument(string Name, object Value, ToolCallRepairs Repairs);
