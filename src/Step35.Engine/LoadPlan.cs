using Step35.Engine.Drafting;
using Step35.Engine.Gguf;
using Step35.Engine.Planning;
using Step35.Engine.Tuning;

namespace Step35.Engine;

/// <summary>What is loaded, and where it goes.</summary>
/// <param name="Source">The files, without the heads where memory has no room for them.</param>
/// <param name="Memory">The plan for the memory that is free now.</param>
internal sealed record LoadPlan(ModelSource Source, MemoryPlan Memory)
{
    public static LoadPlan Make(ModelSource source, EngineOptions options)
    {
        foreach (var adapter in options.LoraAdapters)
            CheckAdapter(adapter.Path);
        var separate = source.Heads is { Path: { } path, IsInModel: false } ? GgufFile.Open(path) : null;
        var model = new PlannedModel(source.File, source.Header, separate);
        var request = options.ToRequest() with { UseMtp = source.Heads.Path is null ? false : null };
        var plan = new MemoryPlanner(model, MachineProbe.Describe(options)).Plan(request);
        var areLeftOut = source.Heads.Path is not null && !plan.Settings.UseMtp;
        return new LoadPlan(
            areLeftOut ? source with { Heads = HeadSource.None("The multi-token-prediction heads do not fit into memory.") } : source,
            plan);
    }

    // The native core checks less of an adapter's file than of a model's.
    private static void CheckAdapter(string path)
    {
        var file = GgufFile.Open(path);
        if (!file.Metadata.TryGetString("general.type", out var type) || type != "adapter")
            throw new GgufException(file.Path, "the file holds no adapter; LoraAdapters takes GGUF files of LoRA adapters made for this model.");
    }
}
