namespace Step35.AI.Hosting;

/// <summary>Keeps what a file stands for, such as a folder, to one program at a time.</summary>
public static class FileClaim
{
    // What systems call a file that another program has for itself: Windows, Linux, macOS.
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    /// <summary>Takes a file for this program alone; makes it where it is not there.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The claim, which ends with its disposal or, however that ends, with the program; null where the file is taken.</returns>
    /// <remarks>The file stays: where one is deleted, two that wait for it can both come to hold it.</remarks>
    /// <exception cref="IOException">The file cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be used.</exception>
    public static IDisposable? TryTake(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac)
        {
            return null;
        }
    }
}
