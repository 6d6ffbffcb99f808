namespace Step35.Native.Loading;

/// <summary>Words the error for a search that found no core.</summary>
internal static class NativeLoadFailure
{
    public static NativeLoadException Create(IEnumerable<NativeLoadAttempt> attempts)
    {
        var tried = string.Join(Environment.NewLine, attempts.Select(attempt => $"  {attempt.Path}: {attempt.Reason}"));
        return new NativeLoadException(
            $"No native core (llama.cpp {NativeAbi.ExpectedVersion}) could be loaded. Set {NativeSearch.EnvironmentVariable} or "
            + "NativeLibraryPath to a folder that holds one; inside the Step35.SK repository, build with -p:Step35Backend=cpu (or cuda, vulkan). "
            + $"Tried:{Environment.NewLine}{tried}");
    }
}
