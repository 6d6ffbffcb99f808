namespace Step35.Server.Replies;

/// <summary>What a block of a reply holds.</summary>
internal enum ReplyBlockKind
{
    /// <summary>What the model thought.</summary>
    Reasoning,

    /// <summary>What it answers.</summary>
    Text,

    /// <summary>A function that it calls.</summary>
    Call,
}
