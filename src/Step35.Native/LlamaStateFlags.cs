namespace Step35.Native;

/// <summary>Which part of a sequence's state is saved.</summary>
[Flags]
internal enum LlamaStateFlags : uint
{
    None = 0,

    /// <summary>Only what cannot be rolled back by removing tokens: the sliding-window layers.</summary>
    PartialOnly = 1,

    /// <summary>The data stays on the device; the buffer holds only a reference to it.</summary>
    OnDevice = 2,
}
