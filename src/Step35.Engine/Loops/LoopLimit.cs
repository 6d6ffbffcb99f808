namespace Step35.Engine.Loops;

/// <summary>When a repetition counts as a loop.</summary>
/// <param name="MinTokens">How many tokens it must fill.</param>
/// <param name="MinRounds">How many times the repeated part must stand there.</param>
internal readonly record struct LoopLimit(int MinTokens, int MinRounds)
{
    /// <summary>The most tokens of the repeated part.</summary>
    public const int MaxPeriod = 1024;

    /// <summary>Gets how many tokens decide: no loop needs more to be seen.</summary>
    public int Window => Math.Max(MinTokens, MinRounds * MaxPeriod);
}
