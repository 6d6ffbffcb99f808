namespace Step35.Plugins.Processes;

/// <summary>How long a program may run, and how much of what it writes is kept.</summary>
internal sealed record ProgramLimits(TimeSpan TimeLimit, int MaxOutputBytes);
