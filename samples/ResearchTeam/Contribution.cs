using Microsoft.Extensions.AI;

namespace Step35.Samples.ResearchTeam;

/// <summary>What a member of the team answered, and what the prompt cost.</summary>
internal sealed record Contribution(string Member, string Text, UsageDetails? Usage)
{
    public override string ToString() => $"[{Member}] {Text}";
}
