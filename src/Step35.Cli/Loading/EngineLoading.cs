using Step35.Engine;

namespace Step35.Cli.Loading;

/// <summary>Loads a model, with a bar for a person who waits.</summary>
internal static class EngineLoading
{
    public static Task<Step35Engine> LoadAsync(ToolContext context, EngineOptions options, CancellationToken cancellationToken) => WorkBar.ShowAsync(
        context,
        "loading the model",
        report => Step35Engine.LoadAsync(options, progress: new LoadProgress(report), cancellationToken: cancellationToken));

    private sealed class LoadProgress(Action<double> report) : IProgress<float>
    {
        public void Report(float value) => report(value);
    }
}
