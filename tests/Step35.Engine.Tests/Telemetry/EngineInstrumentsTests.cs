using System.Diagnostics.Metrics;
using Step35.Engine.Telemetry;

namespace Step35.Engine.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public sealed class EngineInstrumentsTests
{
    [Fact]
    public void Create_ListenerThatThrowsAtIntroductions_CostsNoEngine()
    {
        // Other tests make instruments beside this one.
        var thread = Environment.CurrentManagedThreadId;
        var isArmed = false;
        using var listener = new MeterListener
        {
            InstrumentPublished = (_, _) =>
            {
                if (isArmed && Environment.CurrentManagedThreadId == thread)
                    throw new InvalidOperationException("A listener's own fault.");
            },
        };
        listener.Start();
        isArmed = true;

        using var instruments = new EngineInstruments("model");
        instruments.Watch(() => default);

        instruments.Steps.Add(1);
        instruments.StepDuration.Record(1);
    }
}
