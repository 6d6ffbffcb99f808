using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Step35.Server.Tests;

/// <summary>Logs into the running test's output, and keeps the causes of what went wrong.</summary>
internal sealed class OutputLogger : ILoggerProvider, ILogger
{
    private readonly ITestOutputHelper? _output = TestContext.Current.TestOutputHelper;

    public ConcurrentQueue<Exception> Causes { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _output?.WriteLine($"{formatter(state, exception)} {exception}");
        if (exception is not null)
            Causes.Enqueue(exception);
    }

    public void Dispose()
    {
    }
}
