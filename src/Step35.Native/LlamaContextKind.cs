namespace Step35.Native;

/// <summary>What a context computes.</summary>
internal enum LlamaContextKind
{
    Default = 0,
    Mtp = 1,
}
