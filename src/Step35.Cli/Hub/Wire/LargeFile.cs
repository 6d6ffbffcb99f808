namespace Step35.Cli.Hub.Wire;

/// <summary>The content that a large file stands for.</summary>
internal sealed record LargeFile(string Oid, long Size);
