using System.Net;

namespace Step35.Cli.Hub;

/// <summary>A hub cannot be reached, refuses, or delivers something else than it promised.</summary>
internal sealed class HubException(string message, Exception? innerException = null) : Step35Exception(message, innerException)
{
    /// <summary>Gets what the hub answered; null where it did not come to an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Gets a value indicating whether the same may work a little later.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Gets how long the hub asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
