namespace Step35.Native;

/// <summary>How a model is shared out between GPUs.</summary>
internal enum LlamaSplitMode
{
    None = 0,
    Layer = 1,
    Row = 2,
    Tensor = 3,
}
