namespace Step35.Engine.Tests.Telemetry;

/// <summary>Runs these tests one after the other: listeners belong to the whole process, and some tests need that nobody listens.</summary>
[CollectionDefinition(nameof(TelemetryCollection))]
public class TelemetryCollection;
