using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI;

/// <summary>Words errors as OpenAI does.</summary>
internal sealed class OpenAIErrors : IErrorFormat
{
    public static OpenAIErrors Instance { get; } = new();

    public void Write(ApiError error, IFrames frames) => frames.Write(Of(error), OpenAIJson.Default.ErrorReply);

    private static ErrorReply Of(ApiError error) => new(new ErrorDetail(error.Message, TypeOf(error.Status), error.Parameter, error.Code));

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= StatusCodes.Status500InternalServerError => "server_error",
        _ => "invalid_request_error",
    };
}
