using Step35.Engine.Telemetry;
using Step35.Server.Health;
using Step35.Server.Models;

namespace Step35.Server.Status.Wire;

/// <summary>What a model is and does.</summary>
internal sealed record ModelReport(ModelHealth Health)
{
    public string? Description { get; init; }

    public string? Backend { get; init; }

    public int? ContextLength { get; init; }

    public int? Sequences { get; init; }

    public IReadOnlyList<DeviceReport>? Memory { get; init; }

    public IReadOnlyDictionary<string, double>? Figures { get; init; }

    public static ModelReport Of(IHostedModel model, EngineFigures figures)
    {
        var report = new ModelReport(ModelHealth.Of(model));
        if (model.Engine?.Model is not { } loaded)
            return report;
        return report with
        {
            Description = loaded.Description,
            Backend = loaded.Backend,
            ContextLength = loaded.ContextLength,
            Sequences = loaded.MemoryPlan?.Settings.Sequences,
            Memory = loaded.MemoryPlan?.Devices.Select(device => new DeviceReport(device.Name, device.UsedBytes, device.FreeBytes)).ToList(),
            Figures = figures.Of(loaded.Name),
        };
    }
}
