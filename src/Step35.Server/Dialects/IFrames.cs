using System.Text.Json.Serialization.Metadata;

namespace Step35.Server.Dialects;

/// <summary>Takes the pieces of a reply.</summary>
internal interface IFrames
{
    /// <summary>Writes a frame.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="payload">Becomes JSON.</param>
    /// <param name="type">How.</param>
    /// <param name="eventName">The name of the event, where the framing has names.</param>
    void Write<T>(T payload, JsonTypeInfo<T> type, string? eventName = null);

    /// <summary>Writes a frame of plain text, such as the mark of the end.</summary>
    void WriteText(string text);
}
