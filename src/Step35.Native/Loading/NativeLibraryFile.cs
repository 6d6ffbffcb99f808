using System.Text.RegularExpressions;

namespace Step35.Native.Loading;

/// <summary>A file that holds one of the core's libraries.</summary>
/// <param name="Path">The file.</param>
/// <param name="Flavour">The flavour in its name, if any.</param>
internal sealed partial record NativeLibraryFile(string Path, string? Flavour)
{
    /// <summary>Finds a library in a folder under the names that prebuilt packages and own builds give it.</summary>
    /// <remarks>libllama.cuda.v0.5.0.so, llama.v0.5.0.dll, libllama.so, libllama.so.0, libllama.0.dylib.</remarks>
    public static NativeLibraryFile? Find(string directory, string library)
    {
        var files =
            from path in Directory.EnumerateFiles(directory, $"*{library}.*")
            let match = FileName().Match(System.IO.Path.GetFileName(path))
            where match.Success && match.Groups["name"].Value == library
            let isExpected = match.Groups["version"].Value == NativeAbi.ExpectedVersion
            orderby isExpected descending, path.Length, path
            select new NativeLibraryFile(path, match.Groups["flavour"] is { Success: true } flavour ? flavour.Value : null);
        return files.FirstOrDefault();
    }

    /// <summary>Whether another file holds the very same library.</summary>
    public bool HasSameContent(NativeLibraryFile other) =>
        Path == other.Path || File.ReadAllBytes(Path).AsSpan().SequenceEqual(File.ReadAllBytes(other.Path));

    [GeneratedRegex(@"^(?:lib)?(?<name>[a-z][a-z-]*)(?:\.(?<flavour>[a-z]+))?(?:\.v?(?<version>\d+(?:\.\d+)*))?\.(?:so(?:\.\d+)*|dylib|dll)$", RegexOptions.ExplicitCapture)]
    private static partial Regex FileName();
}
