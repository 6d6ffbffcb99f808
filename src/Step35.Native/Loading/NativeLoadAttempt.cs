namespace Step35.Native.Loading;

/// <summary>A path that was tried, and why it did not serve.</summary>
internal sealed record NativeLoadAttempt(string Path, string Reason);
