using System.ComponentModel.DataAnnotations;

namespace Step35.Samples.ResearchTeam;

/// <summary>What the planner makes of the question; the schema holds the number of workers.</summary>
internal sealed record Plan([property: MinLength(2), MaxLength(Plan.MaxSubquestions)] Subquestion[] Subquestions)
{
    public const int MaxSubquestions = 3;
}
