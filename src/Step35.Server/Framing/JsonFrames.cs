using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Step35.Server.Dialects;

namespace Step35.Server.Framing;

/// <summary>Writes the payloads of a reply; what stands around them is the framing's.</summary>
internal abstract class JsonFrames(IBufferWriter<byte> output) : IFrames, IDisposable
{
    // The reply is no part of a page, so letters of all languages stay what they are.
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public abstract string ContentType { get; }

    protected IBufferWriter<byte> Output => output;

    public abstract void Write<T>(T payload, JsonTypeInfo<T> type, string? eventName = null);

    public abstract void WriteText(string text);

    /// <summary>Writes what keeps the connection alive while there is nothing to say.</summary>
    public virtual void WriteNothing()
    {
    }

    public void Dispose() => _json.Dispose();

    protected void WriteJson<T>(T payload, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(_json, payload, type);
        _json.Flush();
        _json.Reset();
    }
}
