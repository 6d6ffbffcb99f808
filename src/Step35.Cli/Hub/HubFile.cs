namespace Step35.Cli.Hub;

/// <summary>A file as a hub lists it.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="BlobName">What its content is called: the SHA-256 of a large file, git's own name of a small one.</param>
/// <param name="HasSha256">Whether the name is the content's SHA-256.</param>
internal sealed record HubFile(string Path, long Size, string BlobName, bool HasSha256);
