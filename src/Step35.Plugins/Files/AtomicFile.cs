using System.Security.Cryptography;
using Step35.Native.Files;

namespace Step35.Plugins.Files;

/// <summary>Replaces a file as a whole: whoever reads it meanwhile sees the old content or the new one.</summary>
internal static class AtomicFile
{
    // Without the bits that lend a program its owner's rights.
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    public static void Replace(WorkspaceEntry folder, string name, ReadOnlySpan<byte> content)
    {
        var target = Path.Combine(folder.AccessPath, name);
        var temporary = Path.Combine(folder.AccessPath, $".step35-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp");
        var mode = ModeToKeep(folder, name);
        try
        {
            Write(temporary, content, mode);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static UnixFileMode? ModeToKeep(WorkspaceEntry folder, string name)
    {
        using var present = folder.TryOpenChild(name);
        return present?.Status.Kind switch
        {
            null => null,
            not FileKind.File => throw new ToolException($"'{name}' is not a file; nothing was written."),
            _ => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(present.AccessPath) & Permissions,
        };
    }

    private static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        RandomAccess.Write(file, content, 0);
        if (mode is { } kept && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, kept);
        RandomAccess.FlushToDisk(file);
    }
}
