using Microsoft.Extensions.Logging.Abstractions;
using Step35.Native;

namespace Step35.Engine.Planning;

/// <summary>The memory that a model may take on a machine.</summary>
public sealed record MachineDescription
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how much main memory a model may take.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>Gets how many cores compute.</summary>
    public required int Cores { get; init; }

    /// <summary>Gets the GPUs, in the order in which layers are given to them.</summary>
    /// <value>Default empty: the processor computes alone.</value>
    public IReadOnlyList<MachineDevice> Devices { get; init; } = [];

    /// <summary>Gets what has to be set on the machine so that a model may take that much.</summary>
    /// <value>Default null: nothing.</value>
    public string? Advice { get; init; }

    /// <summary>Asks this machine.</summary>
    /// <param name="options">Says which native core to ask, and for which of its devices.</param>
    /// <returns>What is free now.</returns>
    /// <exception cref="NativeLoadException">The native core is missing.</exception>
    public static MachineDescription Detect(EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var request = new NativeLoadRequest(options.NativeLibraryPath, [.. options.Backends]);
        NativeRuntime.Load(request, NullLogger.Instance);
        return MachineProbe.Describe(options);
    }
}
