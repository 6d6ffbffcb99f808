namespace Step35.Server.Replies;

/// <summary>What happens to a block.</summary>
internal enum ReplyStepKind
{
    /// <summary>It begins, still empty.</summary>
    Open,

    /// <summary>More of it is there.</summary>
    Append,

    /// <summary>It ends.</summary>
    Close,
}
