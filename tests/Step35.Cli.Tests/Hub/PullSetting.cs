using Step35.Cli.Hub;
using Step35.Engine.Hub;

namespace Step35.Cli.Tests.Hub;

/// <summary>A hub, an empty cache, and the real client between them.</summary>
internal sealed class PullSetting : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public required LocalHub Hub { get; init; }

    public string? Token { get; init; }

    public IDisk Disk { get; set; } = new LocalDisk();

    public int Parallelism { get; init; } = 4;

    /// <summary>Gets or sets the clock: waits between two tries are over at once, and nothing counts as silence.</summary>
    public QuickTime Time { get; set; } = new(wait => wait < HubClient.StallTimeout);

    public DownloadProgress Progress { get; private set; } = new(TimeProvider.System);

    public HubCache Cache => new(_folder.Path);

    public HubRepository Repository => Cache.Repository(LocalHub.Repository);

    /// <summary>Gets the names of what lies among the contents.</summary>
    public IEnumerable<string> Blobs => Directory.Exists(Repository.BlobFolder) ? Directory.GetFiles(Repository.BlobFolder).Select(Path.GetFileName).Order()! : [];

    public static async Task<PullSetting> StartAsync(int shards = 1, int bytesEach = 100_000) =>
        new() { Hub = (await LocalHub.StartAsync()).WithShards("Flash-Q4_K_S", shards, bytesEach) };

    public Task<PullResult> PullAsync(string model = LocalHub.Repository, string revision = "main", CancellationToken? cancellationToken = null)
    {
        Progress = new DownloadProgress(Time);
        var parts = new DownloadParts(new HubClient(_http, new HubAccess(Hub.Address, Token), Time), Disk, Progress);
        return new ModelPull(parts, Cache, Parallelism).RunAsync(HubModel.Parse(model), revision, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Pulls and expects it to fail.</summary>
    public async Task<HubException> FailAsync(string model = LocalHub.Repository) => await Assert.ThrowsAsync<HubException>(() => PullAsync(model));

    /// <summary>Checks that the cache holds what the hub has.</summary>
    public void AssertComplete() => Assert.All(
        Hub.Files,
        file => Assert.Equal(file.Value, File.ReadAllBytes(Repository.SnapshotPath(Hub.Commit, file.Key))));

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
