using Microsoft.Extensions.AI;
using Step35.Conformance;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests;

public sealed class ScriptedConformanceTests : InProcessConformance, IAsyncDisposable
{
    private readonly ScriptedChat _chat = new(new ScriptedBackend(new PromptedScript(ConformanceScript.Answer).Next));

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    protected override IChatClient CreateChatClient() => new Step35ChatClient(_chat.Engine);
}
