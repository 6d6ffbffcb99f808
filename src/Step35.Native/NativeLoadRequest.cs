namespace Step35.Native;

/// <summary>Which native core to load.</summary>
/// <param name="Directory">The folder that holds it; null looks at STEP35_NATIVE_PATH, then beside the program.</param>
/// <param name="Flavours">The flavours to try, best first; empty means cuda, metal, vulkan, cpu.</param>
internal sealed record NativeLoadRequest(string? Directory, IReadOnlyList<string> Flavours);
