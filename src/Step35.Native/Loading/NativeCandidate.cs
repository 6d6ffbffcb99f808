namespace Step35.Native.Loading;

/// <summary>A folder that may hold a native core.</summary>
/// <param name="Directory">The folder.</param>
/// <param name="Flavour">The flavour that is expected there; null where the user named the folder.</param>
internal sealed record NativeCandidate(string Directory, string? Flavour);
