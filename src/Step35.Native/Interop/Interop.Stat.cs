using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Step35.Native.Interop;

/// <summary>sys/stat.h of Linux.</summary>
internal static unsafe partial class Interop
{
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const uint STATX_TYPE = 1;
    internal const uint STATX_NLINK = 4;
    internal const uint STATX_SIZE = 0x200;
    internal const int S_IFMT = 0xF000;
    internal const int S_IFDIR = 0x4000;
    internal const int S_IFREG = 0x8000;
    internal const int S_IFLNK = 0xA000;

    [LibraryImport(Libc, SetLastError = true)]
    internal static partial int statx(SafeFileHandle dirfd, byte* pathname, int flags, uint mask, statx_buffer* buffer);
}
