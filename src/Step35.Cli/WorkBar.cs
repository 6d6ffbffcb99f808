using Spectre.Console;

namespace Step35.Cli;

/// <summary>Shows how far something is that takes a while, to a person who waits for it.</summary>
internal static class WorkBar
{
    /// <summary>Runs something that tells the part that is done, from 0 to 1.</summary>
    public static Task<T> ShowAsync<T>(ToolContext context, string name, Func<Action<double>, Task<T>> work)
    {
        var screen = context.Terminal.Notes;
        return screen.Profile.Out.IsTerminal
            ? screen.Progress().AutoClear(true).StartAsync(bars =>
            {
                var bar = bars.AddTask(name, maxValue: 1);
                return work(done => bar.Value = done);
            })
            : work(_ => { });
    }
}
