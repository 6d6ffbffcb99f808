namespace Step35.Native;

/// <summary>Sends the tensors whose names match to a buffer of its own, whichever layer they belong to.</summary>
/// <param name="Pattern">A regular expression that is searched in a tensor's name.</param>
/// <param name="Buffer">The name of a device's buffer type, for example <c>CPU</c> or <c>CUDA0</c>.</param>
internal sealed record LlamaTensorOverride(string Pattern, string Buffer);
