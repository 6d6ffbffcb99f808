namespace Step35.Engine.ModelTests.Caching;

/// <summary>How a request follows on the last one of its conversation.</summary>
internal enum ReuseMove
{
    /// <summary>The conversation begins anew.</summary>
    Begin,

    /// <summary>The answer stands as it was given, and a function's result comes after it.</summary>
    NextRound,

    /// <summary>The answer stands without its reasoning, and a question comes after it.</summary>
    NextTurn,

    /// <summary>Something near a branch point is changed.</summary>
    Edit,

    /// <summary>The same request again.</summary>
    Repeat,
}
