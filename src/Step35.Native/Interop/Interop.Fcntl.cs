using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Step35.Native.Interop;

/// <summary>fcntl.h of Linux.</summary>
internal static unsafe partial class Interop
{
    internal const string Libc = "libc";

    internal const int AT_FDCWD = -100;
    internal const int O_CLOEXEC = 0x80000;
    internal const int O_PATH = 0x200000;

    // The one flag here that differs between processors.
    internal static readonly int O_NOFOLLOW =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Ppc64le ? 0x8000 : 0x20000;

    [LibraryImport(Libc, SetLastError = true)]
    internal static partial SafeFileHandle openat(int dirfd, byte* pathname, int flags);
}
