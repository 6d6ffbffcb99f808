namespace Step35.Engine.Tuning;

/// <summary>How a model is shared out between GPUs.</summary>
public enum GpuSplit
{
    /// <summary>Each GPU computes some of the layers.</summary>
    Layers,

    /// <summary>Each GPU computes some rows of every large matrix, where its back end can.</summary>
    Rows,

    /// <summary>One GPU holds everything.</summary>
    None,
}
