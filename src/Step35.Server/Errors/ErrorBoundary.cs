using System.Globalization;
using Step35.Server.Dialects;
using Step35.Server.Framing;
using Step35.Server.Limits;

namespace Step35.Server.Errors;

/// <summary>Turns what goes wrong in an endpoint into an answer in the words of its dialect.</summary>
internal sealed partial class ErrorBoundary(RequestDelegate next, IErrorFormat errors)
{
    public async Task RunAsync(HttpContext http)
    {
        using var lifetime = new RequestLifetime(http);
        try
        {
            await next(http).ConfigureAwait(false);
        }
        catch (Exception error) when (lifetime.IsClientGone && error is OperationCanceledException or IOException)
        {
            // Nobody is there to hear of it.
        }
#pragma warning disable CA1031 // Whatever goes wrong, the client gets an answer that it can read.
        catch (Exception error) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            var told = lifetime.Explain(error);
            Log(http, told, error);
            await WriteAsync(http, errors, told).ConfigureAwait(false);
        }
    }

    /// <summary>Logs what went wrong, unless the client is to blame.</summary>
    /// <param name="http">The request.</param>
    /// <param name="told">What the client hears.</param>
    /// <param name="cause">What it does not hear.</param>
    public static void Log(HttpContext http, ApiError told, Exception cause)
    {
        // A host that is busy, slow or stopping has not failed.
        if (told is { Status: >= StatusCodes.Status500InternalServerError, Code: not ("queue_timeout" or "timeout" or "stopping") })
            LogFailed(http.RequestServices.GetRequiredService<ILogger<ErrorBoundary>>(), cause, http.Request.Path);
    }

    /// <summary>Answers with an error.</summary>
    public static async Task WriteAsync(HttpContext http, IErrorFormat errors, ApiError error)
    {
        http.Response.StatusCode = error.Status;
        if (error.RetryAfter is { } delay)
            http.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        using var body = new WholeBody(http.Response.BodyWriter);
        http.Response.ContentType = body.ContentType;
        errors.Write(error, body);
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    [LoggerMessage(1, LogLevel.Error, "A request to {Path} has failed.")]
    private static partial void LogFailed(ILogger logger, Exception error, PathString path);
}
