namespace Step35.Bench.Scenarios;

/// <summary>Who took the time.</summary>
internal enum Clock
{
    /// <summary>The side itself, by its own counters.</summary>
    Own,

    /// <summary>The caller, from asking to seeing the tokens.</summary>
    Caller,
}
