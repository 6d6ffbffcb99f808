using Microsoft.Extensions.AI;

namespace Step35.AI.Tests.Conformance;

public sealed class ScriptedConformanceTests : ChatClientConformance, IAsyncDisposable
{
    private readonly ScriptedChat _chat = new("They greet me.\n</think>\nHello there!");

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    protected override IChatClient CreateChatClient() => new Step35ChatClient(_chat.Engine);
}
