namespace Step35.Engine.Gguf;

/// <summary>Which parts of Step-3.5 a model file holds.</summary>
public enum Step35ModelKind
{
    /// <summary>The model with its MTP layers, which draft tokens.</summary>
    WithMtp,

    /// <summary>The model alone: it runs, without drafting unless an MTP file is loaded beside it.</summary>
    TrunkOnly,

    /// <summary>The MTP layers alone: they draft for a model from another file.</summary>
    MtpOnly,
}
