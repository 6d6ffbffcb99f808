using System.Buffers;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Step35.Server.Framing;

/// <summary>A reply of one frame, which is the whole body.</summary>
internal sealed class WholeBody(IBufferWriter<byte> output) : JsonFrames(output)
{
    public override string ContentType => "application/json";

    public override void Write<T>(T payload, JsonTypeInfo<T> type, string? eventName = null) => WriteJson(payload, type);

    public override void WriteText(string text) => Encoding.UTF8.GetBytes(text, Output);
}
