namespace Step35.Native.Logging;

/// <summary>The levels of ggml's log.</summary>
internal enum NativeLogLevel
{
    None = 0,
    Debug = 1,
    Info = 2,
    Warning = 3,
    Error = 4,

    /// <summary>Goes on with the line before.</summary>
    Continue = 5,
}
