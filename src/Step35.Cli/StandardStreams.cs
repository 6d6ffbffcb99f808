namespace Step35.Cli;

/// <summary>Finds out whether the program was started without standard input or output; known on Linux only.</summary>
/// <remarks>The number of one that is missing goes to what the runtime opens first, an end of a pipe of its own.</remarks>
internal static class StandardStreams
{
    private const string Descriptors = "/proc/self/fd";
    private const string Input = $"{Descriptors}/0";
    private const string Output = $"{Descriptors}/1";

    /// <summary>Gets a value indicating whether this process holds both ends of standard input, from which no line will ever come.</summary>
    public static bool IsInputClosed => OperatingSystem.IsLinux() && HoldsOtherEnd(Input, isForWriting: true);

    /// <summary>Gets a value indicating whether nothing can be written to standard output, or nobody but this process could read it.</summary>
    public static bool IsOutputClosed => OperatingSystem.IsLinux() && (!IsForWriting(Output) || HoldsOtherEnd(Output, isForWriting: false));

    private static bool HoldsOtherEnd(string descriptor, bool isForWriting) =>
        TargetOf(descriptor) is { } pipe
        && pipe.StartsWith("pipe:", StringComparison.Ordinal)
        && Directory.EnumerateFileSystemEntries(Descriptors).Any(other => TargetOf(other) == pipe && IsForWriting(other) == isForWriting);

    private static string? TargetOf(string descriptor) => new FileInfo(descriptor) is { Exists: true } file ? file.LinkTarget : null;

    // The flags are octal, and their last digit says what may be done: 0 is reading alone.
    private static bool IsForWriting(string descriptor) => File.ReadLines(descriptor.Replace("/fd/", "/fdinfo/", StringComparison.Ordinal))
        .Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && !line.EndsWith('0'));
}
