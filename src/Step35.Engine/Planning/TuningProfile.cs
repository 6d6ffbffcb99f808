namespace Step35.Engine.Planning;

/// <summary>What the settings that are left open are chosen for.</summary>
public enum TuningProfile
{
    /// <summary>A conversation of up to 32,768 tokens, as fast and as exact as fits.</summary>
    Auto,

    /// <summary>The longest conversation that fits.</summary>
    MaxContext,

    /// <summary>Large steps, so that prompts are read as fast as the GPU can.</summary>
    MaxSpeed,

    /// <summary>As many conversations side by side as fit, up to 16.</summary>
    ManyAgents,
}
