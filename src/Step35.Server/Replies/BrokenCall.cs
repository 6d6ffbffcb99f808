using Step35.Server.Errors;

namespace Step35.Server.Replies;

/// <summary>A call that was told by its beginning, and then turned out to be none.</summary>
internal static class BrokenCall
{
    /// <summary>Gets what the client is told, so that it does not make the call.</summary>
    public static ApiError Error { get; } = new(
        StatusCodes.Status500InternalServerError, "malformed_tool_call", "The model wrote a function call that cannot be read. Send the request again.");
}
