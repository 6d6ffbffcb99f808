using Step35.Bench.Model;
using Step35.TestModels;

namespace Step35.Bench;

/// <summary>Finds the two models that are compared on.</summary>
internal static class BenchModels
{
    private const int Seed = 1;

    /// <summary>Gets the models that are compared on unless another is named; makes the second where it is missing.</summary>
    public static IReadOnlyList<string> FindOrMake()
    {
        var nano = NanoModel.Path;
        var bench = Path.GetFullPath(Path.Combine(nano, "..", "..", "artifacts", "bench", $"{BenchModel.Name}.gguf"));
        if (!File.Exists(bench))
        {
            Console.Error.WriteLine($"making {bench}");
            BenchModel.Write(bench, Seed);
        }

        return [nano, bench];
    }

    /// <summary>Says whether a model is so small that overhead counts more than arithmetic.</summary>
    public static bool IsSmall(string path) => Path.GetFileName(path).StartsWith("step35-nano", StringComparison.Ordinal);
}
