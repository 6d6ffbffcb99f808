using System.ComponentModel.DataAnnotations;

namespace Step35.Conformance;

/// <summary>A person that structured answers and functions tell of.</summary>
/// <remarks>Services drop bounds from schemas, and a small model may then write more digits than an integer holds.</remarks>
public sealed record Person([property: MaxLength(20)] string Name, double Age = 42, Job Job = Job.Unknown);
