namespace Step35.Native.Files;

/// <summary>What a name in a folder stands for.</summary>
internal enum FileKind
{
    /// <summary>A pipe, a device or a socket: reading it may wait or never end.</summary>
    Other,
    File,
    Folder,
    Link,
}
