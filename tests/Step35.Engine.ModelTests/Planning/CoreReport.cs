using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Step35.Engine.ModelTests.Planning;

/// <summary>Reads what the native core says about its memory, in MiB as it prints them.</summary>
internal sealed partial class CoreReport : ILogger
{
    private readonly List<string> _lines = [];

    /// <summary>Gets the sizes of the weights, one for each buffer.</summary>
    public IEnumerable<double> Model => Sizes(ModelPattern());

    /// <summary>Gets the sizes of the caches: of layers with full attention, then of those with a sliding window.</summary>
    public IEnumerable<double> KvCaches => Sizes(CachePattern());

    public IEnumerable<double> Compute => Sizes(ComputePattern());

    public IEnumerable<double> Outputs => Sizes(OutputPattern());

    public IReadOnlyList<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.Add(formatter(state, exception));
    }

    private IEnumerable<double> Sizes(Regex pattern)
    {
        lock (_lines)
            return [.. _lines.Select(line => pattern.Match(line)).Where(match => match.Success)
                .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"load_tensors: .* model buffer size = +([0-9.]+) MiB")]
    private static partial Regex ModelPattern();

    [GeneratedRegex(@"llama_kv_cache: size = +([0-9.]+) MiB")]
    private static partial Regex CachePattern();

    [GeneratedRegex(@"sched_reserve: .* compute buffer size = +([0-9.]+) MiB")]
    private static partial Regex ComputePattern();

    [GeneratedRegex(@" output buffer size = +([0-9.]+) MiB")]
    private static partial Regex OutputPattern();
}
