using System.Buffers;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Step35.Server.Framing;

/// <summary>Frames a reply as server-sent events.</summary>
internal sealed class EventFrames(IBufferWriter<byte> output) : JsonFrames(output)
{
    public override string ContentType => "text/event-stream";

    public override void Write<T>(T payload, JsonTypeInfo<T> type, string? eventName = null)
    {
        if (eventName is not null)
        {
            Output.Write("event: "u8);
            Encoding.UTF8.GetBytes(eventName, Output);
            Output.Write("\n"u8);
        }

        Output.Write("data: "u8);
        WriteJson(payload, type);
        Output.Write("\n\n"u8);
    }

    public override void WriteText(string text)
    {
        Output.Write("data: "u8);
        Encoding.UTF8.GetBytes(text, Output);
        Output.Write("\n\n"u8);
    }

    public override void WriteNothing() => Output.Write(":\n\n"u8);
}
