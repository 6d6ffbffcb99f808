namespace Step35.AI.Parsing.Repairs;

/// <summary>An argument's value and what was mended to read it.</summary>
/// <param name="Value">A <see cref="string"/> or a <see cref="System.Text.Json.JsonElement"/>.</param>
/// <param name="Repairs">None when the text was right as it stood.</param>
internal readonly record struct RepairedValue(object Value, ToolCallRepairs Repairs);
