namespace Step35.Cli.Hub;

/// <summary>A commit of a repository; whatever is downloaded together is of one commit.</summary>
/// <param name="Repository">The repository, as <c>OWNER/NAME</c>.</param>
/// <param name="Commit">The commit.</param>
internal sealed record HubRevision(string Repository, string Commit);
