namespace Step35.Cli.Hub;

/// <summary>What a pull has brought.</summary>
/// <param name="Reference">The model reference under which it is found from now on.</param>
/// <param name="Commit">The commit that it is of.</param>
/// <param name="Path">The file to open, the first shard of a split model.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Bytes">How many bytes they have.</param>
internal sealed record PullResult(string Reference, string Commit, string Path, int Files, long Bytes);
