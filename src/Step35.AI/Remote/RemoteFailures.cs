using System.ClientModel;
using System.Text.Json;
using OllamaSharp.Models.Exceptions;

namespace Step35.AI.Remote;

/// <summary>Reads what went wrong at a server from what its client threw.</summary>
internal static class RemoteFailures
{
    public static RemoteEngineException Read(Exception error, Uri endpoint) => StatusOf(error) is { } status
        ? new RemoteEngineException($"The server at {endpoint} answered with the status {status}: {Explain(status)}", endpoint, status, error)
        : new RemoteEngineException($"The server at {endpoint} {Describe(error)}", endpoint, innerException: error);

    public static RemoteEngineException EndedEarly(Uri endpoint) =>
        new($"The server at {endpoint} ended its answer in the middle. Ask again.", endpoint);

    public static RemoteEngineException AllFailed(IReadOnlyList<RemoteEngineException> failures) => failures is [var only]
        ? only
        : new RemoteEngineException(
            $"No server answered. {string.Join(' ', failures.Select(failure => failure.Message))}",
            statusCode: failures[^1].StatusCode,
            innerException: new AggregateException(failures));

    private static int? StatusOf(Exception error) => error switch
    {
        ClientResultException { Status: > 0 } refused => refused.Status,
        HttpRequestException { StatusCode: { } status } => (int)status,
        OllamaException => 400,
        _ => null,
    };

    private static string Explain(int status) => status switch
    {
        401 or 403 => "set Remote.ApiKey to a key that it accepts.",
        404 => "check the address's path and Remote.Model.",
        408 or 429 or 503 => "it is busy or still loading; ask again later.",
        >= 500 => "see its log.",
        _ => "it does not take this request; the inner exception holds its words.",
    };

    private static string Describe(Exception error) => error switch
    {
        TimeoutException => "sent no token in time. Raise Remote.FirstTokenTimeout or Remote.NextTokenTimeout, or look for its load.",
        HttpRequestException or IOException or ClientResultException => "cannot be reached or broke the connection. Check that it runs, and the address.",
        JsonException or ArgumentOutOfRangeException or FormatException => "answered with something else than its dialect. Check the kind and the address.",
        _ => $"failed with {error.GetType().Name}.",
    };
}
