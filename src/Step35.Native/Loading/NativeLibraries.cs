using System.Reflection;
using System.Runtime.InteropServices;

namespace Step35.Native.Loading;

/// <summary>The open libraries of a core that passed the checks.</summary>
internal sealed class NativeLibraries
{
    private const string CustomFlavour = "custom";

    private static NativeLibraries? _bound;

    private readonly List<nint> _handles = [];

    private NativeLibraries()
    {
    }

    /// <summary>The folder that the libraries lie in.</summary>
    public string Directory { get; private init; } = "";

    public string Flavour { get; private set; } = "";

    public string Version { get; private set; } = "";

    public nint Llama { get; private set; }

    private nint Ggml { get; set; }

    private nint GgmlBase { get; set; }

    /// <summary>Opens the first core that loads and passes the checks, and notes why those before it did not.</summary>
    public static NativeLibraries? OpenFirst(IEnumerable<NativeCandidate> candidates, List<NativeLoadAttempt> attempts) =>
        candidates.Select(candidate => TryOpen(candidate, attempts)).FirstOrDefault(libraries => libraries is not null);

    /// <summary>The folders that back ends are looked for in: a package may hold one for older drivers apart from the rest.</summary>
    public IEnumerable<string> BackEndDirectories() =>
        new[] { Directory, Path.Combine(Directory, "fallback") }.Where(System.IO.Directory.Exists);

    /// <summary>Makes the C functions of this process those of these libraries, for good.</summary>
    public void Bind()
    {
        _bound = this;
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
    }

    private static NativeLibraries? TryOpen(NativeCandidate candidate, List<NativeLoadAttempt> attempts)
    {
        if (!System.IO.Directory.Exists(candidate.Directory))
        {
            attempts.Add(new NativeLoadAttempt(candidate.Directory, "no such folder"));
            return null;
        }

        var libraries = new NativeLibraries { Directory = candidate.Directory };
        if (libraries.TryOpen(candidate.Flavour, attempts))
            return libraries;

        libraries.Close();
        return null;
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath) => library switch
    {
        Interop.Interop.Llama => _bound!.Llama,
        Interop.Interop.Ggml => _bound!.Ggml,
        Interop.Interop.GgmlBase => _bound!.GgmlBase,
        _ => 0,
    };

    private bool TryOpen(string? expectedFlavour, List<NativeLoadAttempt> attempts)
    {
        // Dependencies first, so that each next library finds them loaded.
        GgmlBase = Open(Interop.Interop.GgmlBase, attempts, out _);
        Ggml = GgmlBase == 0 ? 0 : Open(Interop.Interop.Ggml, attempts, out _);
        string? fileFlavour = null;
        Llama = Ggml == 0 ? 0 : Open(Interop.Interop.Llama, attempts, out fileFlavour);
        Flavour = expectedFlavour ?? fileFlavour ?? CustomFlavour;
        return Llama != 0 && OpensBackEnd(attempts) && PassesChecks(attempts);
    }

    private nint Open(string library, List<NativeLoadAttempt> attempts, out string? flavour) =>
        OpenIn(Directory, library, attempts, out flavour);

    private nint OpenIn(string directory, string library, List<NativeLoadAttempt> attempts, out string? flavour)
    {
        var file = NativeLibraryFile.Find(directory, library);
        flavour = file?.Flavour;
        if (file is null)
        {
            attempts.Add(new NativeLoadAttempt(directory, $"no file of the library '{library}' in it"));
            return 0;
        }

        try
        {
            var handle = NativeLibrary.Load(file.Path);
            _handles.Add(handle);
            return handle;
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            attempts.Add(new NativeLoadAttempt(file.Path, LastLine(error.Message)));
            return 0;
        }
    }

    // The core passes over a back end that cannot be loaded, so a missing GPU runtime would mean a silent run on the CPU.
    private bool OpensBackEnd(List<NativeLoadAttempt> attempts)
    {
        var problems = new List<NativeLoadAttempt>();
        if (Flavour is "cpu" or CustomFlavour
            || BackEndDirectories().Any(directory => OpenIn(directory, $"ggml-{Flavour}", problems, out _) != 0))
            return true;

        attempts.AddRange(problems);
        return false;
    }

    private bool PassesChecks(List<NativeLoadAttempt> attempts)
    {
        try
        {
            Version = NativeAbi.CheckVersion(Llama);
            NativeAbi.CheckLayouts(Llama, GgmlBase);
            return true;
        }
        catch (NativeLoadException error)
        {
            attempts.Add(new NativeLoadAttempt(Directory, error.Message));
            return false;
        }
    }

    private void Close()
    {
        for (var i = _handles.Count - 1; i >= 0; i--)
            NativeLibrary.Free(_handles[i]);
    }

    // The runtime explains at length how to diagnose; the loader's own words come last.
    private static string LastLine(string message) =>
        message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(message);
}
