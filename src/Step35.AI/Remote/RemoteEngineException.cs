namespace Step35.AI.Remote;

/// <summary>A model elsewhere could not be reached, refused the request, or broke off its answer.</summary>
/// <remarks>The message names the server and the status, never what was sent or received; that is the inner exception's.</remarks>
public sealed class RemoteEngineException : Step35Exception
{
    internal RemoteEngineException(string message, Uri? endpoint = null, int? statusCode = null, Exception? innerException = null)
        : base(message, innerException) =>
        (Endpoint, StatusCode) = (endpoint, statusCode);

    /// <summary>Gets the server's address; null when all servers have failed.</summary>
    public Uri? Endpoint { get; }

    /// <summary>Gets the HTTP status of the server's refusal, or null when there was none.</summary>
    public int? StatusCode { get; }

    /// <summary>Gets a value indicating whether the server is at fault, so that another one may be asked.</summary>
    internal bool IsServersFault => StatusCode is null or 408 or 429 or >= 500;
}
