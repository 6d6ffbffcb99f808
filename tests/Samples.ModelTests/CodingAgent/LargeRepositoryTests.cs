using System.Diagnostics;
using System.Text;
using Step35.SK.Tests;

namespace Samples.ModelTests.CodingAgent;

/// <summary>50,000 files, one of 100 MB and a binary one.</summary>
public sealed class LargeRepositoryTests : IDisposable
{
    private const int Files = 50_000;
    private const int Folders = 500;
    private const int LargeBytes = 100 << 20;
    private const long MaxGrowthBytes = 256 << 20;

    private readonly CodingScript _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task Task_LargeRepository_CostsLittleMemoryAndShortAnswers()
    {
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
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        var watch = Stopwatch.StartNew();

        await _script.WorkAsync(model);

        process.Refresh();
        var growth = process.PeakWorkingSet64 - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"9 calls in {watch.Elapsed.TotalSeconds:F1} s; at most {growth >> 20} MiB more memory");
        Assert.InRange(growth, 0, MaxGrowthBytes);
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
        for (var folder = 0; folder < Folders; folder++)
            Directory.CreateDirectory(scratch.PathOf($"f{folder:D3}"));
        for (var number = 0; number < Files; number++)
            File.WriteAllText(scratch.PathOf($"f{number % Folders:D3}/{number}.txt"), $"number {number}\n");
        scratch.Run("git", "add", "--all");
        scratch.Run("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message=Many");
        File.WriteAllBytes(scratch.PathOf("binary.bin"), [0, 1, 2, 255]);
        using var large = File.Create(scratch.PathOf("large.log"));
        var line = Encoding.ASCII.GetBytes("a line of the log\n");
        var block = Enumerable.Repeat(line, 65_536).SelectMany(bytes => bytes).ToArray();
        while (large.Length < LargeBytes)
            large.Write(block);
    }
}
