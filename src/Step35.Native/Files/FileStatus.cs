namespace Step35.Native.Files;

/// <summary>What is known of a pinned file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Names">How many names it has: more than one means hard links.</param>
/// <param name="LengthBytes">Its length.</param>
internal readonly record struct FileStatus(FileKind Kind, long Names, long LengthBytes);
