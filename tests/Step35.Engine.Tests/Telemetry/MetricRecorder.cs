using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Step35.Engine.Telemetry;

namespace Step35.Engine.Tests.Telemetry;

/// <summary>Listens to the engines of one model name; the tests that run beside have others.</summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<RecordedMeasurement> _measurements = [];
    private readonly ConcurrentDictionary<string, Instrument> _instruments = [];
    private readonly string _model;

    public MetricRecorder(string model)
    {
        _model = model;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Step35Telemetry.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Gets what runs after each measurement is kept.</summary>
    public Action? AfterRecord { get; init; }

    public IEnumerable<Instrument> Instruments => _instruments.Values;

    public IReadOnlyList<RecordedMeasurement> Of(string instrument) => [.. _measurements.Where(measurement => measurement.Instrument == instrument)];

    public IReadOnlyList<double> Values(string instrument) => [.. Of(instrument).Select(measurement => measurement.Value)];

    public double Sum(string instrument) => Values(instrument).Sum();

    /// <summary>Counts the finished requests by their outcome and error.</summary>
    public IReadOnlyDictionary<(string Outcome, string? Error), int> CountRequests() => Of("gen_ai.server.request.duration")
        .CountBy(measurement => ((string)measurement.Tags["step35.outcome"]!, measurement.Tags.GetValueOrDefault("error.type") as string))
        .ToDictionary();

    /// <summary>Reads the observed instruments now.</summary>
    public IReadOnlyDictionary<string, double> Observe()
    {
        var before = _measurements.Count;
        _listener.RecordObservableInstruments();
        return _measurements.Skip(before).Where(measurement => _instruments[measurement.Instrument].IsObservable)
            .ToDictionary(measurement => measurement.Instrument, measurement => measurement.Value);
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = tags.ToArray().ToDictionary();
        if (kept["gen_ai.request.model"] as string != _model)
            return;
        _instruments[instrument.Name] = instrument;
        _measurements.Enqueue(new RecordedMeasurement(instrument.Name, value, kept));
        AfterRecord?.Invoke();
    }
}
