namespace Step35.Bench.Drafting;

/// <summary>What a trial is timed by.</summary>
internal enum TrialClock
{
    /// <summary>The time that passes.</summary>
    Wall,

    /// <summary>The processor time of the process.</summary>
    Processor,
}
