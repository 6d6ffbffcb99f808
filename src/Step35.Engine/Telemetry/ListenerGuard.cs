using System.Diagnostics.Metrics;

namespace Step35.Engine.Telemetry;

/// <summary>Keeps what a listener throws away from the engine: it must not end the loop, and with it the process.</summary>
internal static class ListenerGuard
{
    /// <summary>Adds to a counter.</summary>
    public static void Report<T>(this Counter<T> counter, T value, KeyValuePair<string, object?>[] tags)
        where T : struct =>
        Report((counter, value, tags), static fact => fact.counter.Add(fact.value, fact.tags));

    /// <summary>Adds a value to a histogram.</summary>
    public static void Report<T>(this Histogram<T> histogram, T value, KeyValuePair<string, object?>[] tags)
        where T : struct =>
        Report((histogram, value, tags), static fact => fact.histogram.Record(fact.value, fact.tags));

    /// <summary>Reports facts; a static <paramref name="report"/> costs no allocation.</summary>
    public static void Report<TFacts>(TFacts facts, Action<TFacts> report)
    {
        try
        {
            report(facts);
        }
#pragma warning disable CA1031 // There is nowhere left to report it to.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
