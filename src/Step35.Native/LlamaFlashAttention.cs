namespace Step35.Native;

/// <summary>When flash attention is used.</summary>
internal enum LlamaFlashAttention
{
    Auto = -1,
    Disabled = 0,
    Enabled = 1,
}
