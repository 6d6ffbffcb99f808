namespace Step35.AI.Tools;

/// <summary>What a function that a model may call does to the world around it.</summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing: it computes with its arguments and what it remembers itself.</summary>
    None = 0,

    /// <summary>It reads files, databases or settings of this machine.</summary>
    Read = 1,

    /// <summary>It changes them.</summary>
    Write = 2,

    /// <summary>It runs programs.</summary>
    Execute = 4,

    /// <summary>It talks to other machines.</summary>
    Network = 8,

    /// <summary>All of these.</summary>
    All = Read | Write | Execute | Network,
}
