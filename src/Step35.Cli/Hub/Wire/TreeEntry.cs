namespace Step35.Cli.Hub.Wire;

/// <summary>A file or folder of a repository.</summary>
internal sealed record TreeEntry(string Type, string Path, long Size, string Oid, LargeFile? Lfs);
