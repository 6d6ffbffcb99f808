using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI;

/// <summary>Words errors as OpenAI does.</summary>
/// <param name="conversation">The field in which the route takes the conversation.</param>
internal sealed class OpenAIErrors(string conversation) : IErrorFormat
{
    public static OpenAIErrors Instance { get; } = new(ErrorMap.Conversation);

    public static OpenAIErrors Completions { get; } = new("prompt");

    public static OpenAIErrors Responses { get; } = new("input");

    public void Write(ApiError error, IFrames frames) => frames.Write(Of(error), OpenAIJson.Default.ErrorReply);

    private ErrorReply Of(ApiError error) => new(new ErrorDetail(error.Message, TypeOf(error.Status), FieldOf(error), error.Code));

    private string? FieldOf(ApiError error) => error.Parameter == ErrorMap.Conversation ? conversation : error.Parameter;

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= StatusCodes.Status500InternalServerError => "server_error",
        _ => "invalid_request_error",
    };
}
