namespace Step35.Server.OpenAI.Wire;

internal sealed record ModelList(IReadOnlyList<ModelEntry> Data, string Object = "list");
