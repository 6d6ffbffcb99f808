namespace Step35.Engine.Tuning;

/// <summary>How positions are stretched to hold more tokens than a model was trained for.</summary>
public enum RopeScaling
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>All alike.</summary>
    Linear,

    /// <summary>By YaRN: short distances less than long ones.</summary>
    Yarn,
}
