namespace Step35.Engine.Telemetry;

/// <summary>Keeps what a listener throws away from the engine: it must not end the loop, and with it the process.</summary>
internal static class ListenerGuard
{
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
