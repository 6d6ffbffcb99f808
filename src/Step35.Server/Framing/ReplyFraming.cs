namespace Step35.Server.Framing;

/// <summary>How the pieces of a streamed reply are told apart.</summary>
internal enum ReplyFraming
{
    /// <summary>Server-sent events.</summary>
    Events,

    /// <summary>One JSON object a line.</summary>
    Lines,
}
