namespace Step35.Cli.Hub.Wire;

/// <summary>What a branch or tag points to.</summary>
internal sealed record RevisionInfo(string Sha);
