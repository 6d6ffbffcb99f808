using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI.Tools;

namespace Step35.AI.Tests.Tools;

public sealed partial class PagingTests
{
    private static readonly Gen<string> Lines = Gen.String[Gen.Char["ab\n~"], 0, 400].Array[0, 20]
        .Select(parts => string.Join(new string('x', 150), parts).Replace("~", "\U0001F600", StringComparison.Ordinal));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Invoke_AnyText_PagesTogetherHoldAllOfItAndKeepTheLimit() => Lines.SampleAsync(
        async text =>
        {
            var gated = new Gated(options => options.MaxResultCharacters = 500);
            var first = (string)(await gated.InvokeAsync(Read(), text)).Value!;
            if (text.Length <= 500)
            {
                Assert.Equal(text, first);
                return;
            }

            var pages = await ReadAllAsync(gated, first);
            Assert.All(pages, page => Assert.InRange(page.Length, 1, 500));
            Assert.All(pages, page => Assert.True(IsWellFormed(page)));
            Assert.Equal(WithoutLineEnds(text), WithoutLineEnds(string.Concat(pages.Select(page => Note().Replace(page, "")))));
        },
        iter: 200);

    [Fact]
    public async Task Invoke_LongLines_CutsAtALineAndSaysHowToGoOn()
    {
        var gated = new Gated(options => options.MaxResultCharacters = 500);
        var text = string.Join('\n', Enumerable.Range(1, 50).Select(number => $"line {number} of a file"));

        var page = (string)(await gated.InvokeAsync(Read(), text)).Value!;

        Assert.Matches(@"line 21 of a file\n\[Page 1 of 3\. Call read_more with id ""[0-9a-f]{8}"" and page 2 to go on\.\]$", page);
        Assert.Equal(text.Length, gated.Log.Only.ResultCharacters);
        Assert.EndsWith("line 50 of a file\n[Page 3 of 3, the last.]", await MoreAsync(gated, IdOf(page), 3), StringComparison.Ordinal);
        Assert.Equal("There is no page 4; the result has pages 1 to 3.", await MoreAsync(gated, IdOf(page), 4));
    }

    [Fact]
    public async Task Invoke_OneLineOfPairs_IsCutBetweenThem()
    {
        var gated = new Gated(options => options.MaxResultCharacters = 500);
        var text = "a" + string.Concat(Enumerable.Repeat("\U0001F600", 600));

        var pages = await ReadAllAsync(gated, (string)(await gated.InvokeAsync(Read(), text)).Value!);

        Assert.All(pages, page => Assert.True(IsWellFormed(page)));
    }

    [Fact]
    public async Task Invoke_MoreThanIsKept_OldestGoesFirst()
    {
        var gated = new Gated(options => (options.MaxResultCharacters, options.MaxKeptCharacters) = (500, 2500));

        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add(IdOf((string)(await gated.InvokeAsync(Read(), new string('a', 1000))).Value!));

        Assert.StartsWith("No result has the id", await MoreAsync(gated, ids[0], 1), StringComparison.Ordinal);
        Assert.StartsWith("aaa", await MoreAsync(gated, ids[1], 1), StringComparison.Ordinal);
        Assert.StartsWith("aaa", await MoreAsync(gated, ids[2], 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_LongObject_IsPagedAsJson()
    {
        var gated = new Gated(options => options.Functions["read_file"] = new() { MaxResultCharacters = 500 });

        var page = (string)(await gated.InvokeAsync(Read(), Enumerable.Range(0, 500).ToArray())).Value!;

        Assert.StartsWith("[0, 1, 2, ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_ShortObjectOrPicture_StaysWhatItIs()
    {
        var gated = new Gated();
        object[] results = [new[] { 1, 2 }, new DataContent("data:image/png;base64,AAAA")];

        foreach (var result in results)
            Assert.Same(result, (await gated.InvokeAsync(Read(), result)).Value);
    }

    private static ToolCall Read() => Gated.Call("read_file", Permissions.Read);

    private static string IdOf(string page) => Id().Match(page).Groups[1].Value;

    private static async Task<List<string>> ReadAllAsync(Gated gated, string first)
    {
        var pages = new List<string> { first };
        while (!pages[^1].EndsWith(", the last.]", StringComparison.Ordinal))
            pages.Add(await MoreAsync(gated, IdOf(first), pages.Count + 1));
        return pages;
    }

    private static async Task<string> MoreAsync(Gated gated, string id, int page) =>
        (await gated.Gate.ReadMore.InvokeAsync(new() { ["id"] = id, ["page"] = page }, Token))!.ToString()!;

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static string WithoutLineEnds(string text) => text.Replace("\n", "", StringComparison.Ordinal);

    [GeneratedRegex("id \"([0-9a-f]{8})\"")]
    private static partial Regex Id();

    [GeneratedRegex(@"\n\[Page [^\]]*\]$")]
    private static partial Regex Note();
}
