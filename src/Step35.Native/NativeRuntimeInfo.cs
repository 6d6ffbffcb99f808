namespace Step35.Native;

/// <summary>What the process loaded: the core's version and flavour, where it came from and what it can do.</summary>
internal sealed record NativeRuntimeInfo(
    string Version,
    string Flavour,
    string Directory,
    bool SupportsMtp,
    bool SupportsGpuOffload,
    string SystemInfo,
    IReadOnlyList<NativeDevice> Devices);
