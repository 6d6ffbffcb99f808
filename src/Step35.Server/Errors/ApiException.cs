namespace Step35.Server.Errors;

/// <summary>The host refuses a request.</summary>
/// <param name="error">What the client is told.</param>
internal sealed class ApiException(ApiError error) : Step35Exception(error.Message)
{
    public ApiError Error => error;

    /// <summary>Makes the error of a field that is missing or wrong.</summary>
    public static ApiException Wrong(string parameter, string whatToChange) =>
        Refuse("invalid_value", parameter, $"'{parameter}': {whatToChange}");

    /// <summary>Makes the error of a field that is known but cannot be honoured.</summary>
    public static ApiException Unsupported(string parameter, string whatToChange) =>
        Refuse("unsupported_parameter", parameter, $"'{parameter}' cannot be honoured: {whatToChange}");

    private static ApiException Refuse(string code, string parameter, string message) =>
        new(new ApiError(StatusCodes.Status400BadRequest, code, message) { Parameter = parameter });
}
