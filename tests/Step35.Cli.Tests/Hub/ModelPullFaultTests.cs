using System.Net;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Step35.Cli.Hub;

namespace Step35.Cli.Tests.Hub;

/// <summary>What a pull does when the hub, the way there or the disk fails.</summary>
public sealed class ModelPullFaultTests
{
    [Fact]
    public async Task Pull_NextPageAtAnotherHost_IsRefusedWithoutAsking()
    {
        await using var setting = await PullSetting.StartAsync();
        await using var stranger = await LocalHub.StartAsync();
        var isAsked = false;
        stranger.InterfereWithLists = _ => Task.FromResult(isAsked = true);
        setting.Hub.InterfereWithLists = context =>
        {
            context.Response.Headers.Link = $"<{new Uri(stranger.Address, context.Request.Path)}>; rel=\"next\"";
            return Task.FromResult(false);
        };

        var error = await setting.FailAsync();

        Assert.Contains("in a way that no hub does", error.Message, StringComparison.Ordinal);
        Assert.False(isAsked);
    }

    [Fact]
    public async Task Pull_ConnectionsBreak_GoesOnWhereEachStopped()
    {
        await using var setting = await PullSetting.StartAsync(shards: 12);
        setting.Hub.BreakAfter = request => request.Attempt < 3 ? 40_000 : null;

        await setting.PullAsync();

        setting.AssertComplete();
        Assert.All(
            setting.Hub.Requests.GroupBy(request => request.File),
            requests => Assert.Equal([0, 40_000, 80_000], requests.Select(request => request.Start)));
    }

    [Fact]
    public async Task Pull_RandomBreaks_FetchesEachByteOnce() => await Gen.Int[0, 20_000].Array[0, 6].SampleAsync(
        async breaks =>
        {
            await using var setting = await PullSetting.StartAsync();
            setting.Hub.BreakAfter = request => request.Attempt <= breaks.Length ? breaks[request.Attempt - 1] : null;

            await setting.PullAsync();

            setting.AssertComplete();
            var starts = setting.Hub.Requests.Select(request => request.Start).ToList();
            Assert.Equal(starts.Order(), starts);
        },
        iter: 20);

    [Fact]
    public async Task Pull_EndlesslyBroken_GivesUpAndKeepsThePart()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.BreakAfter = request => request.Attempt == 1 ? 30_000 : 0;

        var error = await setting.FailAsync();

        Assert.Contains("pull again to go on", error.Message, StringComparison.Ordinal);
        Assert.Equal(30_000, new FileInfo(Path.Combine(setting.Repository.BlobFolder, Assert.Single(setting.Blobs))).Length);
        Assert.Equal(6, setting.Time.Waits.Count);
    }

    [Fact]
    public async Task Pull_Interrupted_GoesOnInTheNextRun()
    {
        await using var setting = await PullSetting.StartAsync();
        using var cancel = new CancellationTokenSource();
        setting.Hub.BreakAfter = _ => 60_000;
        setting.Hub.Interfere = async (_, request) =>
        {
            if (request.Attempt == 2)
                await cancel.CancelAsync();
            return false;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setting.PullAsync(cancellationToken: cancel.Token));
        setting.Hub.Requests.Clear();

        await setting.PullAsync();

        Assert.Equal(60_000, Assert.Single(setting.Hub.Requests).Start);
        setting.AssertComplete();
    }

    [Fact]
    public async Task Pull_ContentChangesBetweenTwoTries_StartsAnew()
    {
        await using var setting = await PullSetting.StartAsync();
        var (name, whole) = setting.Hub.Files.Single();
        setting.Hub.Interfere = async (context, request) =>
        {
            if (request.Attempt > 1)
                return false;
            context.Response.Headers.ETag = "\"another\"";
            context.Response.ContentLength = whole.Length;
            await context.Response.Body.WriteAsync(new byte[10_000]);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };

        await setting.PullAsync();

        Assert.Equal([0, 0], setting.Hub.Requests.Select(request => request.Start));
        Assert.Equal(name, Assert.Single(setting.Hub.Files).Key);
        setting.AssertComplete();
    }

    [Fact]
    public async Task Pull_WrongContent_IsThrownAwayAndNeverFound()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.Interfere = async (context, _) =>
        {
            await context.Response.Body.WriteAsync(new byte[100_000]);
            return true;
        };

        Assert.Contains("another checksum", (await setting.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(CachedModel.ListAll(setting.Cache));

        setting.Hub.Interfere = (_, _) => Task.FromResult(false);
        await setting.PullAsync();
        setting.AssertComplete();
    }

    [Theory]
    [InlineData(99_999, "ended after 99,999 of 100,000 bytes")]
    [InlineData(100_001, "longer than the hub says")]
    public async Task Pull_WrongLength_IsRefused(int length, string expected)
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.Interfere = async (context, _) =>
        {
            await context.Response.Body.WriteAsync(new byte[length]);
            return true;
        };

        Assert.Contains(expected, (await setting.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_DiskRunsFull_KeepsWhatIsThereForTheNextRun()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.BreakAfter = request => request.Attempt == 1 ? 50_000 : null;
        setting.Disk = new QuotaDisk { Quota = 50_000 };

        var error = await setting.FailAsync();

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        setting.Hub.Requests.Clear();
        setting.Disk = new QuotaDisk();
        await setting.PullAsync();
        Assert.Equal(50_000, Assert.Single(setting.Hub.Requests).Start);
        setting.AssertComplete();
    }

    [Fact]
    public async Task Pull_TooLittleRoom_IsRefusedBeforeTheFirstByte()
    {
        await using var setting = await PullSetting.StartAsync(shards: 2, bytesEach: 100 << 10);
        setting.Disk = new QuotaDisk { FreeBytes = 150 << 10 };

        var error = await setting.FailAsync();

        Assert.Contains("200 KiB are still to come and 150 KiB are free; make room for 50 KiB", error.Message, StringComparison.Ordinal);
        Assert.Empty(setting.Hub.Requests);
    }

    [Fact]
    public async Task Pull_RoomForTheRest_IsEnough()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.BreakAfter = request => request.Attempt == 1 ? 60_000 : 0;
        await setting.FailAsync();
        setting.Hub.BreakAfter = _ => null;
        setting.Disk = new QuotaDisk { FreeBytes = 40_000 };

        await setting.PullAsync();

        setting.AssertComplete();
    }

    [Fact]
    public async Task Pull_WithoutItsToken_NamesTheVariable()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.Token = "secret";

        var error = await setting.FailAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, error.Status);
        Assert.Contains("HF_TOKEN", error.Message, StringComparison.Ordinal);
        Assert.Empty(setting.Time.Waits);
    }

    [Fact]
    public async Task Pull_WithItsToken_IsLetIn()
    {
        await using var hub = (await LocalHub.StartAsync()).WithShards("Flash", 1, 10);
        hub.Token = "secret";
        await using var setting = new PullSetting { Hub = hub, Token = "secret" };

        await setting.PullAsync();

        setting.AssertComplete();
    }

    [Fact]
    public async Task Pull_UnknownRepository_IsNamed()
    {
        await using var setting = await PullSetting.StartAsync();

        var error = await setting.FailAsync("nobody/nothing");

        Assert.Equal(HttpStatusCode.NotFound, error.Status);
        Assert.Contains("nobody/nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_AskedTooOften_WaitsAsLongAsTheHubWants()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.Interfere = (context, request) =>
        {
            if (request.Attempt <= 2)
                (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, "17");
            return Task.FromResult(request.Attempt <= 2);
        };

        await setting.PullAsync();

        Assert.Equal([TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(17)], setting.Time.Waits);
        setting.AssertComplete();
    }

    [Theory]
    [InlineData(StatusCodes.Status500InternalServerError)]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    public async Task Pull_HubInTrouble_TriesAgainLaterAndLater(int status)
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Hub.InterfereWithLists = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var error = await setting.FailAsync();

        Assert.Equal(status, (int?)error.Status);
        Assert.Equal(6, setting.Time.Waits.Count);
    }

    [Fact]
    public async Task Pull_SilentHub_IsGivenUp()
    {
        await using var setting = await PullSetting.StartAsync();
        setting.Time = new QuickTime(_ => true);
        setting.Hub.InterfereWithLists = async context =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        Assert.Contains("sent nothing for 60 seconds", (await setting.FailAsync()).Message, StringComparison.Ordinal);
    }
}
