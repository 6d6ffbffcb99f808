namespace Step35.AI.Parsing.Repairs;

/// <summary>What had to be mended before a call could be read; docs/metrics.md says what each one means.</summary>
[Flags]
internal enum ToolCallRepairs
{
    None = 0,
    CallInReasoning = 1,
    MissingOpener = 2,
    MissingCloser = 4,
    TagSpelling = 8,
    JsonCall = 16,
    WrappedArguments = 32,
    Name = 64,
    Literal = 128,
    EncodedValue = 256,
    Entities = 512,
    CodeFence = 1024,
    Choice = 2048,
}
