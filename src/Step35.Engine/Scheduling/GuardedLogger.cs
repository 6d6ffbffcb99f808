using Microsoft.Extensions.Logging;

namespace Step35.Engine.Scheduling;

/// <summary>A logger whose failures stay its own: a log sink that throws must not end the loop, and with it the process.</summary>
internal sealed class GuardedLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => Guard(() => inner.BeginScope(state));

    public bool IsEnabled(LogLevel logLevel) => Guard(() => inner.IsEnabled(logLevel));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Guard(() =>
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return true;
        });

    private static T? Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
#pragma warning disable CA1031 // There is nowhere left to report it to.
        catch (Exception)
#pragma warning restore CA1031
        {
            return default;
        }
    }
}
