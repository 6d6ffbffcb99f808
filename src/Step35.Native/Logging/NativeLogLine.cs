namespace Step35.Native.Logging;

/// <summary>A whole line of the native log.</summary>
internal readonly record struct NativeLogLine(NativeLogLevel Level, string Text);
