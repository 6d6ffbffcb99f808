using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Step35.Native.Loading;

/// <summary>Where native cores are looked for, in order.</summary>
internal sealed record NativeSearch(string? EnvironmentDirectory, IReadOnlyList<string> Roots, string RuntimeIdentifier)
{
    public const string EnvironmentVariable = "STEP35_NATIVE_PATH";

    private static readonly string[] PreferredFlavours = ["cuda", "metal", "vulkan", "cpu"];

    /// <summary>The search of this process.</summary>
    public static NativeSearch ForProcess() => new(
        Environment.GetEnvironmentVariable(EnvironmentVariable),
        [.. new[] { AppContext.BaseDirectory, AssemblyDirectory() }.OfType<string>().Select(Path.TrimEndingDirectorySeparator).Distinct()],
        $"{OperatingSystemName()}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");

    /// <summary>The folders to try for a request. A folder that the user named is the only one: nothing else is loaded in its stead.</summary>
    public IReadOnlyList<NativeCandidate> Candidates(NativeLoadRequest request)
    {
        var named = string.IsNullOrEmpty(request.Directory) ? EnvironmentDirectory : request.Directory;
        if (!string.IsNullOrEmpty(named))
            return [new NativeCandidate(Path.TrimEndingDirectorySeparator(Path.GetFullPath(named)), Flavour: null)];

        var flavours = request.Flavours.Count > 0 ? request.Flavours : PreferredFlavours;
        return
        [
            .. from flavour in flavours
               from root in Roots
               select new NativeCandidate(Path.Combine(root, "runtimes", RuntimeIdentifier, "native", flavour), flavour),
        ];
    }

    private static string OperatingSystemName() =>
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Empty in a single-file program, whose files stand beside it.")]
    private static string? AssemblyDirectory()
    {
        var location = typeof(NativeSearch).Assembly.Location;
        return location.Length == 0 ? null : Path.GetDirectoryName(location);
    }
}
