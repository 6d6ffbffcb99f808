namespace Step35.Cli;

/// <summary>What every verb works with.</summary>
/// <param name="Terminal">Where it reads and writes.</param>
/// <param name="Interrupts">What tells it to stop.</param>
/// <param name="Time">The clock.</param>
internal sealed record ToolContext(Terminal Terminal, Interrupts Interrupts, TimeProvider Time);
