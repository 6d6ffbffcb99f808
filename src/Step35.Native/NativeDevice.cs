namespace Step35.Native;

/// <summary>A device that the native core can compute on, and its memory when the core was loaded.</summary>
internal sealed record NativeDevice(string Name, string Description, NativeDeviceType Type, long FreeBytes, long TotalBytes);
