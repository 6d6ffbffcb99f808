namespace Step35.Native;

/// <summary>How threads are spread over a machine's NUMA nodes.</summary>
internal enum LlamaNumaStrategy
{
    Disabled = 0,
    Distribute = 1,
    Isolate = 2,
    NumaCtl = 3,
}
