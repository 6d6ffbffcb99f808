using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Framing;

namespace Step35.Server.Tests.Dialects;

public sealed class ReplySenderTests
{
    [Fact]
    public async Task Send_UpdatesThatAreReady_TravelTogetherAfterTheFirst()
    {
        using var body = new PacketStream();
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Response.Body = body;
        using var sender = new ReplySender(http, ReplyFraming.Lines, new PlainReply());
        await sender.SendAsync("abc".Select(letter => (0, ScriptedClient.Text($"{letter}"))).ToAsyncEnumerable());
        Assert.Equal(["a\n", "b\nc\nend\n"], body.Packets);
    }

    private sealed class PlainReply : IReplyStream
    {
        public void Begin(IFrames frames)
        {
        }

        public void Push(int choice, ChatResponseUpdate update, IFrames frames) => frames.WriteText(update.Text);

        public void End(IFrames frames) => frames.WriteText("end");

        public void Fail(ApiError error, IFrames frames) => frames.WriteText(error.Message);
    }

    /// <summary>Keeps apart what is flushed apart.</summary>
    private sealed class PacketStream : MemoryStream
    {
        public List<string> Packets { get; } = [];

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            Packets.Add(Encoding.UTF8.GetString(ToArray()));
            SetLength(0);
            return Task.CompletedTask;
        }
    }
}
