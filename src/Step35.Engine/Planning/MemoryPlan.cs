using Step35.Engine.Gguf;

namespace Step35.Engine.Planning;

/// <summary>Where every byte of a model goes on a machine, which settings that takes, and why.</summary>
/// <remarks>Made from file headers alone; nothing is loaded. Immutable.</remarks>
public sealed record MemoryPlan
{
    /// <summary>Gets the machine's name.</summary>
    public required string Machine { get; init; }

    /// <summary>Gets a value indicating whether the model fits.</summary>
    public required bool Fits { get; init; }

    /// <summary>Gets the settings: the chosen ones, or the ones asked for when they do not fit.</summary>
    public required PlanSettings Settings { get; init; }

    /// <summary>Gets what lies where, GPUs first.</summary>
    public required IReadOnlyList<DevicePlan> Devices { get; init; }

    /// <summary>Gets the patterns of tensors that go elsewhere than their layers, as llama.cpp's tools take them.</summary>
    public required IReadOnlyList<string> TensorOverrides { get; init; }

    /// <summary>Gets why, in sentences.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Gets the nearest settings that fit.</summary>
    /// <value>Empty when the plan fits, or when nothing does.</value>
    public required IReadOnlyList<PlanAlternative> Alternatives { get; init; }

    /// <summary>Plans.</summary>
    /// <param name="file">The model's headers.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="request">What to hold to. Default: nothing.</param>
    /// <returns>The plan; <see cref="Fits"/> says whether it works.</returns>
    /// <exception cref="ArgumentException">The request asks for what no plan can hold to.</exception>
    /// <exception cref="GgufException">The file is no Step-3.5 model.</exception>
    public static MemoryPlan Create(GgufFile file, MachineDescription machine, MemoryPlanRequest? request = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(machine);
        request ??= new MemoryPlanRequest();
        request.ThrowIfImpossible();
        return new MemoryPlanner(new PlannedModel(file, Step35ModelHeader.Read(file)), machine).Plan(request);
    }

    /// <summary>Writes the plan as JSON: <c>fits</c>, <c>kvCacheType</c> and the other settings, bytes by device and use, reasons.</summary>
    /// <returns>The text, indented.</returns>
    public string ToJson() => PlanJson.Write(this);

    /// <summary>Writes the plan as a table with its reasons.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => PlanText.Write(this);
}
