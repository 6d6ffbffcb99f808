namespace Step35.Server.Status.Wire;

internal sealed record StatusReply(IReadOnlyList<ModelReport> Models);
