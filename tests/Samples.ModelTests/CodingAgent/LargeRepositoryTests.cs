using System.Text;
using Step35.SK.Tests;

namespace Samples.ModelTests.CodingAgent;

/// <summary>50,000 files, one of 100 MB and a binary one.</summary>
/// <remarks>Alone in its process while it runs: what it counts, others would add to.</remarks>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LargeRepositoryTests : IDisposable
{
    private const string Name = "alone";
    private const int Files = 50_000;
    private const int Folders = 500;
    private const int LargeBytes = 100 << 20;
    private const long MaxAllocatedBytes = 300 << 20;

    private readonly CodingScript _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Task_LargeRepository_CostsLittleMemoryAndShortAnswers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the repository is made by a shell");
        Write();
        using var model = new ScriptedChatClient(
            [_script.Call("Files_list_files")],
            [_script.Call("Files_search_text", ("query", "number 49999"))],
            [_script.Call("Files_search_text", ("query", "numb.* 7$"), ("isRegex", true), ("files", "*.txt"))],
            [_script.Call("Files_read_file", ("path", "large.log"))],
            [_script.Call("Files_read_file", ("path", "large.log"), ("startLine", 1_000_000), ("lineCount", 2))],
            [_script.Call("Files_edit_file", ("path", "large.log"), ("oldText", "a"), ("newText", "b"))],
            [_script.Call("Files_read_file", ("path", "binary.bin"))],
            [_script.Call("Git_git_status")],
            [_script.Call("Git_git_diff")],
            ScriptedChatClient.Says("Done."));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await _script.WorkAsync(model);

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{allocated >> 20} MiB allocated");
        Assert.InRange(allocated, 0, MaxAllocatedBytes);
        var results = Enumerable.Range(1, 9).Select(request => CodingScript.ResultBefore(model, request)).ToList();
        Assert.All(results, result => Assert.InRange(result.Length, 1, 16_000));
        Assert.Contains("f499/49999.txt:1: number 49999", results[1], StringComparison.Ordinal);
        Assert.Contains("f007/7.txt:1: number 7", results[2], StringComparison.Ordinal);
        Assert.Contains("more follow from line 1000002.", results[4], StringComparison.Ordinal);
        Assert.Contains("too large to change", results[5], StringComparison.Ordinal);
        Assert.Contains("binary file", results[6], StringComparison.Ordinal);
        Assert.Contains("?? large.log", results[7], StringComparison.Ordinal);
    }

    private void Write()
    {
        var scratch = _script.Scratch;
        // One pack and one checkout, instead of an object and two writes for each file.
        var import = Path.Combine(scratch.Outside, "import");
        File.WriteAllText(import, "commit refs/heads/many\ncommitter T <t@example.org> 0 +0000\ndata 0\n" + string.Concat(
            Enumerable.Range(0, Files).Select(number => $"M 100644 inline f{number % Folders:D3}/{number}.txt\ndata <<.\nnumber {number}\n.\n")));
        scratch.Run("sh", "-c", $"git fast-import --quiet < {import} && git checkout --quiet many");
        File.WriteAllBytes(scratch.PathOf("binary.bin"), [0, 1, 2, 255]);
        using var large = File.Create(scratch.PathOf("large.log"));
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a line of the log\n", 65_536)));
        while (large.Length < LargeBytes)
            large.Write(block);
    }
}
