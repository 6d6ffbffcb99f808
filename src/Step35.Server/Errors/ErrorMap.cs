using System.Text.Json;
using Step35.AI;
using Step35.AI.Constraints;
using Step35.AI.Requests;
using Step35.Engine.Generation;
using Step35.Engine.Gguf;
using Step35.Engine.Model;
using Step35.Engine.Planning;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;
using Step35.Native;
using Step35.Server.Dialects;

namespace Step35.Server.Errors;

/// <summary>Says what a client hears of an exception.</summary>
internal static class ErrorMap
{
    /// <summary>The parameter of an error that lies in the conversation; a dialect may call it otherwise.</summary>
    public const string Conversation = "messages";

    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(2);

    /// <summary>Gets what a client hears when the host stops.</summary>
    public static ApiError Stopping { get; } = Unavailable("stopping", "The host is stopping. Send the request again.");

    /// <summary>Gets what a client hears when its request has taken too long.</summary>
    public static ApiError TimeUp { get; } =
        new(StatusCodes.Status504GatewayTimeout, "timeout", "The request took longer than the host's RequestTimeout. Ask for less, or stream the answer.");

    /// <summary>Says what a client hears of a request that no route takes; null for any other status.</summary>
    public static ApiError? OfRouting(int status) => status switch
    {
        StatusCodes.Status404NotFound => new(status, "unknown_route", "There is no such route; docs/server.md lists them."),
        StatusCodes.Status405MethodNotAllowed => new(status, "method_not_allowed", "The route takes another method; the header Allow names it."),
        _ => null,
    };

    /// <summary>Says what a client hears of an exception.</summary>
    public static ApiError Of(Exception exception) => exception switch
    {
        ApiException refused => refused.Error,
        JsonException json => Bad("invalid_json", $"The body is no JSON; look at line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}."),
        BadHttpRequestException http => new(http.StatusCode, "invalid_request", http.Message),
        ContextFullException => Bad("context_length_exceeded", exception.Message) with { Parameter = Conversation },
        UnsupportedOptionException option => ApiException.Unsupported(OptionFields.Of(option.OptionName), option.WhatToChange).Error,
        UnsupportedSchemaException => Bad("invalid_schema", exception.Message),
        InvalidConversationException => Bad("invalid_messages", exception.Message) with { Parameter = Conversation },
        UnsupportedContentException => Bad("unsupported_content", exception.Message) with { Parameter = Conversation },
        GrammarException or TokenizationException => Bad("invalid_value", exception.Message),
        // What the library calls the argument says nothing to a client.
        ArgumentException argument => Bad("invalid_value", argument.Message.Split(" (Parameter '")[0]),
        EngineOverloadedException => new(StatusCodes.Status429TooManyRequests, "overloaded", exception.Message) { RetryAfter = SoonEnough },
        QueueTimeoutException => new(StatusCodes.Status503ServiceUnavailable, "queue_timeout", exception.Message) { RetryAfter = SoonEnough },
        EngineStoppedException or ObjectDisposedException => Unavailable("stopping", "The model is being unloaded. Try again later."),
        MemoryPlanException => Unavailable("insufficient_memory", exception.Message),
        // Nobody can say when this passes, but a file that is put back or memory that comes free is enough.
        GgufException or ModelNotFoundException or NativeLoadException or ModelLoadException or ContextCreationException =>
            new(StatusCodes.Status503ServiceUnavailable, "model_unavailable", exception.Message),
        Step35Exception => new(StatusCodes.Status500InternalServerError, "model_error", exception.Message),
        _ => new(StatusCodes.Status500InternalServerError, "internal_error", "The host has failed. Send the request again, or read the host's log."),
    };

    private static ApiError Bad(string code, string message) => new(StatusCodes.Status400BadRequest, code, message);

    private static ApiError Unavailable(string code, string message) =>
        new(StatusCodes.Status503ServiceUnavailable, code, message) { RetryAfter = SoonEnough };
}
