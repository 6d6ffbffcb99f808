using Microsoft.AspNetCore.Http;
using Step35.Engine.Model;

namespace Step35.Cli.Tests.Hub;

/// <summary>What a pull does with a hub that works.</summary>
public sealed class ModelPullTests
{
    [Fact]
    public async Task Pull_TwelveShards_AreFoundUnderTheirReference()
    {
        await using var setting = await PullSetting.StartAsync(shards: 12);

        var result = await setting.PullAsync("stepfun/Flash:q4_k_s");

        setting.AssertComplete();
        Assert.Equal((12, setting.Hub.Files.Values.Sum(content => content.Length)), (result.Files, (int)result.Bytes));
        Assert.Equal(result.Path, ModelReference.Resolve(result.Reference, setting.Cache));
        Assert.EndsWith("Flash-Q4_K_S-00001-of-00012.gguf", result.Path, StringComparison.Ordinal);
        Assert.Equal(setting.Hub.Commit, await File.ReadAllTextAsync(setting.Repository.RefPath("main"), TestContext.Current.CancellationToken));
        Assert.Equal(12, setting.Blobs.Count(name => name.Length == 64));
        Assert.StartsWith("../../blobs/", new FileInfo(result.Path).LinkTarget, StringComparison.Ordinal);
        Assert.Equal(setting.Progress.TotalBytes, setting.Progress.PresentBytes);
    }

    [Fact]
    public async Task Pull_Again_FetchesNothing()
    {
        await using var setting = await PullSetting.StartAsync(shards: 3);
        await setting.PullAsync();
        setting.Hub.Requests.Clear();

        var result = await setting.PullAsync();

        Assert.Empty(setting.Hub.Requests);
        Assert.Equal(setting.Progress.TotalBytes, setting.Progress.PresentBytes);
        Assert.True(File.Exists(result.Path));
    }

    [Fact]
    public async Task Pull_NewCommitWithOneChangedFile_FetchesThatAlone()
    {
        await using var setting = await PullSetting.StartAsync(shards: 3);
        await setting.PullAsync();
        setting.Hub.Requests.Clear();
        setting.Hub.Commit = new string('d', 40);
        setting.Hub.Files["Flash-Q4_K_S-00002-of-00003.gguf"] = [1, 2, 3];

        await setting.PullAsync();

        Assert.Equal("Flash-Q4_K_S-00002-of-00003.gguf", Assert.Single(setting.Hub.Requests).File);
        setting.AssertComplete();
    }

    [Fact]
    public async Task Pull_DiskWithoutLinks_HoldsTheFilesThemselvesOnce()
    {
        await using var setting = await PullSetting.StartAsync(shards: 2);
        setting.Disk = new QuotaDisk { HasLinks = false };
        await setting.PullAsync();
        setting.Hub.Requests.Clear();

        await setting.PullAsync();

        setting.AssertComplete();
        Assert.Empty(setting.Blobs);
        Assert.Empty(setting.Hub.Requests);
    }

    [Fact]
    public async Task Pull_FileInAFolder_KeepsItsPlace()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.WithShards("UD/Flash-IQ2_S", 1, 10);

        var result = await setting.PullAsync("stepfun/Flash:IQ2_S");

        Assert.Equal(setting.Repository.SnapshotPath(setting.Hub.Commit, "UD/Flash-IQ2_S.gguf"), result.Path);
        Assert.Equal(10, (await File.ReadAllBytesAsync(result.Path, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Pull_ManyFiles_FetchesAsManyAtOnceAsAllowed()
    {
        const int Most = 3;
        await using var setting = new PullSetting { Hub = (await LocalHub.StartAsync()).WithShards("Flash", 9, 10), Parallelism = Most };
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        setting.Hub.Interfere = async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            if (now == Most)
                full.TrySetResult();
            await full.Task;
            Interlocked.Decrement(ref running);
            return false;
        };

        await setting.PullAsync();

        Assert.Equal(Most, most);
    }

    [Theory]
    [InlineData("stepfun/Flash", "may be any of the repository's models; add the quantisation of one: IQ2_S, Q4_K_S.")]
    [InlineData("stepfun/Flash:Q8_0", "is none of the repository's models")]
    [InlineData("stepfun/Flash:Q6_K", "lacks some of its files")]
    public async Task Pull_NotOneModel_SaysWhatThereIs(string model, string expected)
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.WithShards("Flash-IQ2_S", 1, 10);
        if (model.EndsWith("Q6_K", StringComparison.Ordinal))
            setting.Hub.Files["Flash-Q6_K-00002-of-00002.gguf"] = [];

        Assert.Contains(expected, (await setting.FailAsync(model)).Message, StringComparison.Ordinal);
        Assert.Empty(setting.Hub.Requests);
    }

    [Theory]
    [InlineData("../../evil.gguf")]
    [InlineData("/etc/evil.gguf")]
    [InlineData("a\\b.gguf")]
    public async Task Pull_PathOutOfTheRepository_IsRefused(string path)
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.Files[path] = [];

        Assert.Contains("in a way that no hub does", (await setting.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_NoJson_IsNoHub()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.InterfereWithLists = async context =>
        {
            await context.Response.WriteAsync("<html>", TestContext.Current.CancellationToken);
            return true;
        };

        Assert.Contains("check HF_ENDPOINT", (await setting.FailAsync()).Message, StringComparison.Ordinal);
    }
}
