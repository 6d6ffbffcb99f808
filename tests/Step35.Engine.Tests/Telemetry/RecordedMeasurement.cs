namespace Step35.Engine.Tests.Telemetry;

/// <summary>One value that an instrument was given.</summary>
internal sealed record RecordedMeasurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
