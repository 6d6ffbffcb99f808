using Step35.Engine;
using Step35.TestModels.Scripted;

namespace Step35.Server.Tests;

/// <summary>Tests over a host with a whole engine whose answers are scripted.</summary>
public abstract class ScriptedEngineTests : IAsyncLifetime
{
    private protected string Answer { get; set; } = "Hm.</think>one END two";

    private protected ScriptedBackend Backend { get; private set; } = null!;

    private protected Step35Engine Engine { get; private set; } = null!;

    private protected HostUnderTest Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Backend = new ScriptedBackend(new PromptedScript(_ => Answer).Next);
        Engine = ScriptedEngine.Create(Backend);
        Host = await HostUnderTest.StartAsync(Engine);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Engine.DisposeAsync();
        Backend.Dispose();
        GC.SuppressFinalize(this);
    }
}
