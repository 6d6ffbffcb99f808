namespace Step35.Server.OpenAI.Wire;

internal sealed record ModelEntry(string Id, long Created, string Object = "model", string OwnedBy = "step35");
