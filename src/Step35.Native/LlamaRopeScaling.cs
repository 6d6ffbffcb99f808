namespace Step35.Native;

/// <summary>How positions are stretched.</summary>
internal enum LlamaRopeScaling
{
    None = 0,
    Linear = 1,
    Yarn = 2,
}
