using Microsoft.Extensions.Logging;
using Step35.Native.Interop;
using Step35.Native.Loading;
using Step35.Native.Logging;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>The process's one native core.</summary>
/// <remarks>Safe for concurrent calls. A core that was loaded stays until the process ends.</remarks>
internal static unsafe class NativeRuntime
{
    private static readonly Lock Gate = new();
    private static NativeLibraries? _libraries;
    private static NativeRuntimeInfo? _info;

    /// <summary>Loads the native core, or returns the one that is loaded when the request means the same folder.</summary>
    /// <param name="request">Which core.</param>
    /// <param name="logger">Where the native log goes from now on.</param>
    /// <exception cref="NativeLoadException">No core could be loaded, or another one is.</exception>
    public static NativeRuntimeInfo Load(NativeLoadRequest request, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(logger);

        lock (Gate)
        {
            var candidates = NativeSearch.ForProcess().Candidates(request);
            _libraries ??= Open(candidates);
            if (!candidates.Any(candidate => candidate.Directory == _libraries.Directory))
            {
                throw new NativeLoadException(
                    $"A process can hold one native core, and this one holds that of '{_libraries.Directory}'. "
                    + "Use the same folder and flavour everywhere, or a process of its own.");
            }

            NativeLog.Logger = logger;
            return _info ??= Start(_libraries);
        }
    }

    /// <summary>Spreads threads over NUMA nodes. The first call decides; later ones are passed over by the core.</summary>
    public static void InitializeNuma(LlamaNumaStrategy strategy) => llama_numa_init(strategy);

    /// <summary>Lists the devices with the memory that they have free now.</summary>
    public static IReadOnlyList<NativeDevice> ListDevices() =>
        [.. Enumerable.Range(0, (int)ggml_backend_dev_count()).Select(index => Describe(ggml_backend_dev_get((nuint)index)))];

    private static NativeLibraries Open(IReadOnlyList<NativeCandidate> candidates)
    {
        var attempts = new List<NativeLoadAttempt>();
        var libraries = NativeLibraries.OpenFirst(candidates, attempts) ?? throw NativeLoadFailure.Create(attempts);
        libraries.Bind();
        return libraries;
    }

    private static NativeRuntimeInfo Start(NativeLibraries libraries)
    {
        NativeLog.Attach();
        LoadBackEnds(libraries);
        llama_backend_init();
        return new NativeRuntimeInfo(
            libraries.Version,
            libraries.Flavour,
            libraries.Directory,
            BindLlamaExt(libraries.Llama, NextNSymbols.Current),
            llama_supports_gpu_offload() != 0,
            NativeText.Read(llama_print_system_info()),
            ListDevices());
    }

    private static void LoadBackEnds(NativeLibraries libraries)
    {
        foreach (var directory in libraries.BackEndDirectories())
        {
            ggml_backend_load_all_from_path(directory);
            if (ggml_backend_dev_by_type(NativeDeviceType.Gpu) != 0)
                break;
        }

        if (ggml_backend_dev_by_type(NativeDeviceType.Cpu) == 0)
        {
            throw new NativeLoadException(
                $"The native core in '{libraries.Directory}' came up without a CPU back end. Put the ggml-cpu libraries of the same build beside it.");
        }
    }

    private static NativeDevice Describe(nint device)
    {
        nuint free, total;
        ggml_backend_dev_memory(device, &free, &total);
        return new NativeDevice(
            NativeText.Read(ggml_backend_dev_name(device)),
            NativeText.Read(ggml_backend_dev_description(device)),
            ggml_backend_dev_type(device),
            (long)free,
            (long)total);
    }
}
