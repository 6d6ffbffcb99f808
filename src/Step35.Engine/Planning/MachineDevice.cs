namespace Step35.Engine.Planning;

/// <summary>A processor with memory that a model can be laid into.</summary>
/// <param name="Name">The name, for example <c>CUDA0</c>.</param>
/// <param name="FreeBytes">How much of its memory a model may take.</param>
/// <param name="SharesMainMemory">Whether its memory is the machine's main memory, as in Apple's chips and in small AI machines.</param>
public sealed record MachineDevice(string Name, long FreeBytes, bool SharesMainMemory = false);
