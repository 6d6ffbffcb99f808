namespace Step35.Server.Models;

/// <summary>How far a model is at a moment.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="LoadedShare">The part that is loaded, from 0 to 1.</param>
/// <param name="Error">Why it could not be loaded, if so.</param>
internal sealed record ModelStatus(ModelState State, double LoadedShare = 0, string? Error = null);
