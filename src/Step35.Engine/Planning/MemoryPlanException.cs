namespace Step35.Engine.Planning;

/// <summary>A model does not fit into memory with the settings asked for.</summary>
public sealed class MemoryPlanException : Step35Exception
{
    /// <summary>Initializes the error.</summary>
    /// <param name="plan">The plan that does not fit.</param>
    public MemoryPlanException(MemoryPlan plan)
        : base(Describe(plan)) => Plan = plan;

    /// <summary>Gets the plan, with the nearest settings that fit.</summary>
    public MemoryPlan Plan { get; }

    private static string Describe(MemoryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return string.Join(' ', [.. plan.Reasons, "Set SkipMemoryCheck to load it all the same."]);
    }
}
