namespace Step35.Bench;

/// <summary>How the program ends.</summary>
internal static class ExitCodes
{
    public const int Failed = 1;
    public const int BarMissed = 2;
    public const int Cancelled = 130;

    /// <summary>Gets the code of a measurement whose bars all hold, or do not.</summary>
    public static int Of(bool holds) => holds ? 0 : BarMissed;
}
