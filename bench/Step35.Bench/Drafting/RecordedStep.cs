namespace Step35.Bench.Drafting;

/// <summary>A step in which all sequences of a trial write.</summary>
/// <param name="Drafted">The tokens drafted for each, or for the one with most.</param>
/// <param name="Position">The positions of all sequences' newest tokens together.</param>
/// <param name="Start">The timestamp of its beginning, which is the end of the one before.</param>
/// <param name="ProcessorTime">What the process had used until then.</param>
/// <param name="Drafting">What drafting before it took.</param>
internal readonly record struct RecordedStep(int Drafted, int Position, long Start, TimeSpan ProcessorTime, TimeSpan Drafting);
