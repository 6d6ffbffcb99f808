namespace Step35.Engine.Tuning;

/// <summary>How threads are spread over a machine's NUMA nodes.</summary>
public enum NumaMode
{
    /// <summary>As the system likes.</summary>
    Off,

    /// <summary>Evenly over all nodes.</summary>
    Distribute,

    /// <summary>On the node that the program was started on.</summary>
    Isolate,

    /// <summary>As numactl was told when it started the program.</summary>
    NumaCtl,
}
