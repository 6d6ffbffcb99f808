using System.Reflection;
using System.Runtime.InteropServices;

namespace Step35.Native.Loading;

/// <summary>The open libraries of a core that passed the checks.</summary>
internal sealed class NativeLibraries
{
    private const string CustomFlavour = "custom";

    private static NativeLibraries? _bound;
    private static (NativeLibraryFile File, nint Handle)? _ggmlBase;

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
        Flavour = expectedFlavour ?? NativeLibraryFile.Find(Directory, Interop.Interop.Llama)?.Flavour ?? CustomFlavour;

        // Dependencies first, so that each next library finds them loaded.
        return (GgmlBase = OpenGgmlBase(attempts)) != 0
            && OpensBackEnd(attempts)
            && (Ggml = Open(Directory, Interop.Interop.Ggml, attempts)) != 0
            && (Llama = Open(Directory, Interop.Interop.Llama, attempts)) != 0
            && PassesChecks(attempts);
    }

    // This one library cannot be loaded twice, not even after it was freed: it hooks itself into the process and aborts when it meets
    // its own hook. The flavours of a build share it, so a later candidate goes on with the one that an earlier candidate opened.
    private nint OpenGgmlBase(List<NativeLoadAttempt> attempts)
    {
        if (NativeLibraryFile.Find(Directory, Interop.Interop.GgmlBase) is not { } file)
        {
            attempts.Add(NoFile(Directory, Interop.Interop.GgmlBase));
            return 0;
        }

        if (_ggmlBase is not { } open)
        {
            var handle = Load(file, attempts);
            if (handle != 0)
                _ggmlBase = (file, handle);
            return handle;
        }

        if (file.HasSameContent(open.File))
            return open.Handle;

        attempts.Add(new NativeLoadAttempt(file.Path, $"the process already holds another one, '{open.File.Path}'; start it anew"));
        return 0;
    }

    private nint Open(string directory, string library, List<NativeLoadAttempt> attempts)
    {
        if (NativeLibraryFile.Find(directory, library) is not { } file)
        {
            attempts.Add(NoFile(directory, library));
            return 0;
        }

        var handle = Load(file, attempts);
        if (handle != 0)
            _handles.Add(handle);
        return handle;
    }

    private static NativeLoadAttempt NoFile(string directory, string library) =>
        new(directory, $"no file of the library '{library}' in it");

    private static nint Load(NativeLibraryFile file, List<NativeLoadAttempt> attempts)
    {
        try
        {
            return NativeLibrary.Load(file.Path);
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
            || BackEndDirectories().Any(directory => Open(directory, $"ggml-{Flavour}", problems) != 0))
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
