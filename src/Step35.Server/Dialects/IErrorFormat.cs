using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>How a dialect says that something went wrong.</summary>
internal interface IErrorFormat
{
    /// <summary>Writes an error, as one frame.</summary>
    void Write(ApiError error, IFrames frames);
}
