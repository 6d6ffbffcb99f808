namespace Step35.Plugins.Processes;

/// <summary>What became of a program.</summary>
/// <param name="ExitCode">Its exit code; null when it was ended at the time limit.</param>
/// <param name="Output">What it wrote to its output, the middle left out where it is long.</param>
/// <param name="Errors">What it wrote to its error output, likewise.</param>
internal sealed record ProgramResult(int? ExitCode, string Output, string Errors);
