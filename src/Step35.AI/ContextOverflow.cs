using System.Text.Json.Serialization;

namespace Step35.AI;

/// <summary>What happens when a conversation does not fit into the context.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContextOverflow>))]
public enum ContextOverflow
{
    /// <summary>The request is refused with a <see cref="Engine.Scheduling.ContextFullException"/> that carries both numbers.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>The oldest turns are left out until the prompt and an answer fit.</summary>
    /// <remarks>
    /// <para>
    /// A turn is a message of the user and everything up to the user's next one, so a round of calls is never torn apart. System
    /// messages and instructions stay, and so does the last turn. The room kept for the answer is <c>MaxOutputTokens</c>, but at most
    /// half of the context; without it 1,024 tokens, but at most a quarter of the context. When nothing is left to leave out, the
    /// answer gets what room there is; when there is none, the request is refused as with <see cref="Refuse"/>.
    /// </para>
    /// <para>
    /// Up to a quarter more of the turns is left out than must be, so that the first turn stays the same over many requests and the
    /// engine can go on from what it has computed. The response says how many messages are missing: see
    /// <c>dropped_messages</c> in <c>docs/chat-options.md</c>.
    /// </para>
    /// </remarks>
    [JsonStringEnumMemberName("drop_oldest_turns")]
    DropOldestTurns,
}
