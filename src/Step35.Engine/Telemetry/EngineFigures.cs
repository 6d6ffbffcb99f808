using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Numerics;

namespace Step35.Engine.Telemetry;

/// <summary>The metrics of this process's engines as plain numbers: counters as sums since the start, levels as of the last refresh.</summary>
/// <remarks>Counts from when it is made until it is disposed. Safe for concurrent calls.</remarks>
public sealed class EngineFigures : IDisposable
{
    private static readonly Dictionary<string, double> None = [];

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, double>> _byModel = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Initializes the figures; they begin at zero.</summary>
    public EngineFigures()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Step35Telemetry.MeterName && !instrument.Name.StartsWith("gen_ai", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Reads the levels.</summary>
    public void Refresh() => _listener.RecordObservableInstruments();

    /// <summary>Gets a model's figures by the names of the instruments.</summary>
    /// <param name="model">The model's name, as engine and chat client give it.</param>
    /// <returns>The figures; those that were never reported are missing.</returns>
    public IReadOnlyDictionary<string, double> Of(string model) => _byModel.TryGetValue(model, out var figures) ? figures : None;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Take<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct, INumber<T>
    {
        if (FindModel(tags) is not { } model)
            return;
        var figures = _byModel.GetOrAdd(model, static _ => new(StringComparer.Ordinal));
        var number = double.CreateChecked(value);
        if (instrument.IsObservable)
            figures[instrument.Name] = number;
        else
            figures.AddOrUpdate(instrument.Name, number, (_, sum) => sum + number);
    }

    private static string? FindModel(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
            if (name == AttributeNames.RequestModel)
                return value as string;
        return null;
    }
}
