using System.ComponentModel.DataAnnotations;

namespace Step35.Samples.ResearchTeam;

/// <summary>What one worker finds out.</summary>
internal sealed record Subquestion([property: StringLength(60, MinimumLength = 1)] string Text);
