namespace Step35.Cli.Tests.Hub;

/// <summary>A request for a file's content.</summary>
/// <param name="File">The file.</param>
/// <param name="Attempt">How many requests for it there have been, this one included.</param>
/// <param name="Start">The byte from which on it is wanted.</param>
internal sealed record HubRequest(string File, int Attempt, long Start);
