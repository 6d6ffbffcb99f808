namespace Step35.Plugins.Files;

/// <summary>A file or folder that a walk comes by.</summary>
/// <param name="Path">Its path from the workspace.</param>
/// <param name="Depth">How many folders it lies below the walk's beginning.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal readonly record struct WalkedFile(string Path, int Depth, bool IsFolder);
