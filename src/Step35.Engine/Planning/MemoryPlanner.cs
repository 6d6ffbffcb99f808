namespace Step35.Engine.Planning;

/// <summary>Finds the best settings that fit, or says which would.</summary>
internal sealed class MemoryPlanner(PlannedModel model, MachineDescription machine)
{
    public MemoryPlan Plan(MemoryPlanRequest request)
    {
        var first = Placement.Create(model, machine, Candidates(request).First());
        return Find(request) is { } found
            ? Describe(found, fits: true, PlanReasons.Explain(machine, first, found), [])
            : Refuse(request, first);
    }

    /// <summary>The best settings that fit; null when none do.</summary>
    public Placement? Find(MemoryPlanRequest request) =>
        Candidates(request).Select(settings => Placement.Create(model, machine, settings)).FirstOrDefault(placement => placement.Fits);

    private IEnumerable<PlanSettings> Candidates(MemoryPlanRequest request) => new PlanCandidates(model, machine, request).List();

    private MemoryPlan Refuse(MemoryPlanRequest request, Placement first)
    {
        var alternatives = new NearestSettings(this, request).List();
        return Describe(first, fits: false, PlanReasons.Refuse(machine, first, alternatives), alternatives);
    }

    private MemoryPlan Describe(
        Placement placement, bool fits, IReadOnlyList<string> reasons, IReadOnlyList<PlanAlternative> alternatives) => new()
        {
            Machine = machine.Name,
            Fits = fits,
            Settings = placement.Settings,
            Devices = placement.Devices,
            TensorOverrides = TensorOverrides.ForExperts(model.ExpertLayers.Take(placement.Settings.CpuExpertLayers)),
            Reasons = reasons,
            Alternatives = alternatives,
        };
}
