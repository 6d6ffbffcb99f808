namespace Step35.Cli.Hub;

/// <summary>The disk that a download is written to.</summary>
internal interface IDisk
{
    /// <summary>Gets how much can still be written to a folder's disk.</summary>
    long CountFreeBytes(string folder);

    /// <summary>Opens a file to read what it holds and to write on, and for nobody else.</summary>
    Stream OpenPart(string path);

    /// <summary>Makes a link to a file.</summary>
    /// <returns>False where the disk or the system has no links.</returns>
    bool TryLink(string link, string target);
}
