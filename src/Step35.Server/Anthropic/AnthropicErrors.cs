using Step35.Server.Anthropic.Wire;
using Step35.Server.Dialects;
using Step35.Server.Errors;

namespace Step35.Server.Anthropic;

/// <summary>Words errors as Anthropic does.</summary>
internal sealed class AnthropicErrors : IErrorFormat
{
    public static AnthropicErrors Instance { get; } = new();

    public void Write(ApiError error, IFrames frames) =>
        frames.Write(new MessageEvent("error") { Error = new(TypeOf(error.Status), error.Message) }, AnthropicJson.Default.MessageEvent, "error");

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status404NotFound => "not_found_error",
        StatusCodes.Status413PayloadTooLarge => "request_too_large",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        StatusCodes.Status503ServiceUnavailable => "overloaded_error",
        StatusCodes.Status504GatewayTimeout => "timeout_error",
        >= StatusCodes.Status500InternalServerError => "api_error",
        _ => "invalid_request_error",
    };
}
