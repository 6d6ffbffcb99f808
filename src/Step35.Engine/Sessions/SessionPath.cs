using System.Formats.Tar;

namespace Step35.Engine.Sessions;

/// <summary>Looks at what is at a path before a session is read from there or written to it.</summary>
internal static class SessionPath
{
    /// <summary>Lets pass a regular file, a link to one, and a path where nothing is.</summary>
    /// <remarks>Opening a pipe may wait for ever, and a device that is replaced is gone for the whole machine.</remarks>
    /// <exception cref="SessionException">Something else is there.</exception>
    public static void RequireRegularFile(string path)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path) || (file.Exists && !IsRegular(file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file)))
            throw new SessionException(path, "this is a folder, pipe, socket, device or broken link; give the path of a regular file, or of a new one.");
    }

    // Pipes and devices have no length, so only what seems empty needs a closer look.
    private static bool IsRegular(FileInfo file) => file.Exists && (file.Length > 0 || IsArchivedAsFile(file.FullName));

    // .NET tells types of files apart in archives only, which cannot hold sockets.
    private static bool IsArchivedAsFile(string path)
    {
        try
        {
            using var archive = new MemoryStream();
            using (var writer = new TarWriter(archive, leaveOpen: true))
                writer.WriteEntry(path, entryName: "file");
            archive.Position = 0;
            using var reader = new TarReader(archive);
            return reader.GetNextEntry()?.EntryType is TarEntryType.RegularFile;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
