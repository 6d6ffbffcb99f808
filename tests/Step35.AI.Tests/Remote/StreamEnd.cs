namespace Step35.AI.Tests.Remote;

/// <summary>How a scripted response ends.</summary>
public enum StreamEnd
{
    /// <summary>As it should.</summary>
    Whole,

    /// <summary>The connection breaks.</summary>
    Broken,

    /// <summary>Nothing more comes, and it stays open.</summary>
    Silent,
}
