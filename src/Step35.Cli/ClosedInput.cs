namespace Step35.Cli;

/// <summary>Finds out whether the program was started without standard input.</summary>
/// <remarks>Its number then goes to what the runtime opens first, a pipe of its own, from which no line will ever come.</remarks>
internal static class ClosedInput
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Gets a value indicating whether this process holds both ends of standard input; known on Linux only.</summary>
    public static bool IsFound => OperatingSystem.IsLinux()
        && TargetOf(Path.Combine(Descriptors, "0")) is { } input
        && input.StartsWith("pipe:", StringComparison.Ordinal)
        && Directory.EnumerateFileSystemEntries(Descriptors).Any(descriptor => TargetOf(descriptor) == input && IsForWriting(descriptor));

    private static string? TargetOf(string descriptor) => new FileInfo(descriptor) is { Exists: true } file ? file.LinkTarget : null;

    // The flags are octal, and their last digit says what may be done: 0 is reading alone.
    private static bool IsForWriting(string descriptor) => File.ReadLines(descriptor.Replace("/fd/", "/fdinfo/", StringComparison.Ordinal))
        .Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && !line.EndsWith('0'));
}
