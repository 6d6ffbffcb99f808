using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Framing;

namespace Step35.Server.Tests;

/// <summary>Lets a dialect read and write without a host.</summary>
internal static class DialectRun
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static ChatCall Read<T>(IDialect<T> dialect, string json)
        where T : class => dialect.Read(Parse(dialect, json));

    /// <summary>Reads a request that is refused, and returns the field's name.</summary>
    public static string? Refuse<T>(IDialect<T> dialect, string json)
        where T : class => Assert.Throws<ApiException>(() => Read(dialect, json)).Error.Parameter;

    /// <summary>Writes the frames of a streamed reply.</summary>
    public static string Stream<T>(IDialect<T> dialect, string json, IEnumerable<ChatResponseUpdate> updates, ApiError? error = null)
        where T : class
    {
        var output = new ArrayBufferWriter<byte>();
        using JsonFrames frames = dialect.Framing == ReplyFraming.Events ? new EventFrames(output) : new LineFrames(output);
        var stream = dialect.CreateStream(Parse(dialect, json), NewContext());
        stream.Begin(frames);
        foreach (var update in updates)
            stream.Push(0, update, frames);
        if (error is null)
            stream.End(frames);
        else
            stream.Fail(error, frames);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Writes a whole reply.</summary>
    public static string Whole<T>(IDialect<T> dialect, string json, IEnumerable<ChatResponseUpdate> updates)
        where T : class
    {
        var output = new ArrayBufferWriter<byte>();
        using var body = new WholeBody(output);
        dialect.WriteWhole(Parse(dialect, json), NewContext(), [updates.ToChatResponse()], body);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static T Parse<T>(IDialect<T> dialect, string json)
        where T : class => JsonSerializer.Deserialize(json, dialect.RequestType)!;

    private static ReplyContext NewContext() => new("1", "script", Noon, new FakeTimeProvider(Noon.AddSeconds(3)));
}
