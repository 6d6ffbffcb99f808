using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Step35.Native.Interop;
using static Step35.Native.Interop.Interop;

namespace Step35.Native.Files;

/// <summary>A file or folder of Linux that is held without being opened, so that its name may change and it stays the same.</summary>
/// <remarks>
/// Pinning neither follows a link nor waits for a pipe. <see cref="AccessPath"/> leads to the pinned file itself, whatever became of its
/// name, so what was checked is what is then read.
/// </remarks>
internal sealed class PinnedFile : IDisposable
{
    private const int NoSuchFile = 2;
    private const int NotAFolder = 20;

    private readonly SafeFileHandle _handle;

    private PinnedFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Whether this machine can pin files.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && Directory.Exists("/proc/self/fd");

    /// <summary>A path of the pinned file for the ordinary functions, as long as this object lives.</summary>
    public string AccessPath => $"/proc/self/fd/{_handle.DangerousGetHandle()}";

    /// <summary>Pins the end of a path, following links.</summary>
    public static PinnedFile Pin(string path) => Open(AT_FDCWD, path, O_PATH | O_CLOEXEC);

    /// <summary>Pins what a name in this folder stands for; a link is pinned itself.</summary>
    public PinnedFile PinChild(string name)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(name.AsSpan().IndexOfAny('/', '\0'), -1, nameof(name));
        var held = false;
        try
        {
            _handle.DangerousAddRef(ref held);
            return Open((int)_handle.DangerousGetHandle(), name, O_PATH | O_CLOEXEC | O_NOFOLLOW);
        }
        finally
        {
            if (held)
                _handle.DangerousRelease();
        }
    }

    public unsafe FileStatus ReadStatus()
    {
        statx_buffer status;
        byte empty = 0;
        if (statx(_handle, &empty, AT_EMPTY_PATH, STATX_TYPE | STATX_NLINK | STATX_SIZE, &status) != 0)
            throw Failure("");
        return new((status.stx_mode & S_IFMT) switch
        {
            S_IFREG => FileKind.File,
            S_IFDIR => FileKind.Folder,
            S_IFLNK => FileKind.Link,
            _ => FileKind.Other,
        }, status.stx_nlink, (long)status.stx_size);
    }

    public void Dispose() => _handle.Dispose();

    private static unsafe PinnedFile Open(int folder, string path, int flags)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var handle = openat(folder, text, flags);
            return handle.IsInvalid ? throw Failure(path) : new PinnedFile(handle);
        }
    }

    private static IOException Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return error is NoSuchFile or NotAFolder
            ? new FileNotFoundException($"'{path}' does not exist.", path)
            : new IOException($"'{path}' cannot be reached: {Marshal.GetPInvokeErrorMessage(error)}.");
    }
}
