using System.ComponentModel.DataAnnotations;

namespace Step35.Conformance;

/// <summary>A person that structured answers and functions tell of.</summary>
public sealed record Person([property: MaxLength(20)] string Name, int Age = 42, Job Job = Job.Unknown);
