namespace Step35.Cli.Hub;

/// <summary>What a removal has brought.</summary>
internal sealed record RemovalResult(string Reference, long FreedBytes);
