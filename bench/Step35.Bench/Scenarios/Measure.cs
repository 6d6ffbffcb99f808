using Step35.Bench.Contestants;

namespace Step35.Bench.Scenarios;

/// <summary>One number that is read off a run.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Clock">Who took the time.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Bar">What the ratio has to reach, or null where it is only reported.</param>
/// <param name="Read">Reads it off the answers of a run.</param>
internal sealed record Measure(string Name, Clock Clock, string Unit, Bar? Bar, Func<IReadOnlyList<Completion>, double> Read);
