using Spectre.Console;

namespace Step35.Cli.Hub;

/// <summary>Shows how far a pull is: bars for a person, now and then a line for a log.</summary>
internal static class PullDisplay
{
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Shows the progress until the pull has ended, in whatever way.</summary>
    public static Task ShowAsync(ToolContext context, DownloadProgress progress, Task pull)
    {
        var screen = context.Terminal.Notes;
        if (!screen.Profile.Out.IsTerminal)
            return RepeatAsync(context.Time, LineInterval, pull, () => WriteLine(screen, progress));
        return screen.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn())
            .StartAsync(async bars =>
            {
                var total = bars.AddTask("starting");
                var files = new Dictionary<HubFile, ProgressTask>();
                await RepeatAsync(context.Time, BarInterval, pull, Update);
                Update();

                void Update()
                {
                    foreach (var (file, present) in progress.Files)
                    {
                        if (!files.TryGetValue(file, out var bar))
                            files[file] = bar = bars.AddTask(Markup.Escape(Path.GetFileName(file.Path)), maxValue: Math.Max(1, file.Size));
                        bar.Value = present;
                    }

                    total.MaxValue = Math.Max(1, progress.TotalBytes);
                    total.Value = progress.PresentBytes;
                    total.Description = Markup.Escape(Describe(progress));
                }
            });
    }

    private static void WriteLine(IAnsiConsole screen, DownloadProgress progress)
    {
        var sizes = progress.TotalBytes == 0 ? string.Empty : $"{ByteText.Of(progress.PresentBytes)} of {ByteText.Of(progress.TotalBytes)}, ";
        screen.WriteLine(sizes + Describe(progress));
    }

    private static string Describe(DownloadProgress progress)
    {
        var (rate, left) = progress.Measure();
        return left is { } time ? $"{ByteText.Of(rate)}/s, {TimeText.Of(time)} left" : "waiting for the hub";
    }

    // The pull's own end is awaited by whoever began it.
    private static async Task RepeatAsync(TimeProvider time, TimeSpan interval, Task pull, Action show)
    {
        while (await Task.WhenAny(pull, Task.Delay(interval, time)) != pull)
            show();
    }
}
