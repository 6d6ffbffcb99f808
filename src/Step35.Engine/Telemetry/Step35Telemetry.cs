namespace Step35.Engine.Telemetry;

/// <summary>The names under which engines report; OpenTelemetry is told them once for all engines of a process.</summary>
public static class Step35Telemetry
{
    /// <summary>The name of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "Step35.Engine";

    /// <summary>The name of the activity source, for <c>AddSource</c>.</summary>
    public const string ActivitySourceName = "Step35.Engine";

    internal static string? Version { get; } = typeof(Step35Telemetry).Assembly.GetName().Version?.ToString(3);
}
