namespace Step35.Server.Keys;

/// <summary>Who may use a route; stands in its metadata.</summary>
internal enum AccessScope
{
    /// <summary>Whoever has a key, or anybody where there are none.</summary>
    Answers,

    /// <summary>Anybody.</summary>
    Open,

    /// <summary>Whoever has a key for administration.</summary>
    Administration,
}
