using Microsoft.Extensions.Time.Testing;
using Step35.Cli.Hub;

namespace Step35.Cli.Tests.Hub;

public sealed class DownloadProgressTests
{
    private static readonly HubFile File = new("model.gguf", Size: 10_000, new string('a', 64), HasSha256: true);

    [Fact]
    public void Measure_SteadyDownload_TellsRateAndTimeLeft()
    {
        var time = new FakeTimeProvider();
        var progress = new DownloadProgress(time);
        progress.Start(File, 4000);
        progress.Measure();

        for (var second = 0; second < 4; second++)
        {
            progress.Add(File, 500);
            time.Advance(TimeSpan.FromSeconds(1));
            progress.Measure();
        }

        Assert.Equal((500, TimeSpan.FromSeconds(8)), progress.Measure());
        Assert.Equal((6000, 10_000), (progress.PresentBytes, progress.TotalBytes));
    }

    [Fact]
    public void Measure_LongSilence_ForgetsTheEarlierSpeed()
    {
        var time = new FakeTimeProvider();
        var progress = new DownloadProgress(time);
        progress.Start(File, 0);
        progress.Measure();
        progress.Add(File, 5000);
        for (var second = 0; second < 20; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            progress.Measure();
        }

        Assert.Equal((0, null), progress.Measure());
    }
}
