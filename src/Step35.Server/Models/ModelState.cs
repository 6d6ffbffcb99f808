namespace Step35.Server.Models;

/// <summary>What a model is doing.</summary>
internal enum ModelState
{
    /// <summary>It takes no memory; a request loads it.</summary>
    Unloaded,

    /// <summary>It is being loaded.</summary>
    Loading,

    /// <summary>It answers.</summary>
    Ready,

    /// <summary>It could not be loaded; a request tries again.</summary>
    Failed,
}
