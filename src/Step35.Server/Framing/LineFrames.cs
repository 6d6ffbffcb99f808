using System.Buffers;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Step35.Server.Framing;

/// <summary>Frames a reply as one JSON object a line.</summary>
internal sealed class LineFrames(IBufferWriter<byte> output) : JsonFrames(output)
{
    public override string ContentType => "application/x-ndjson";

    public override void Write<T>(T payload, JsonTypeInfo<T> type, string? eventName = null)
    {
        WriteJson(payload, type);
        Output.Write("\n"u8);
    }

    public override void WriteText(string text)
    {
        Encoding.UTF8.GetBytes(text, Output);
        Output.Write("\n"u8);
    }
}
