using Step35.TestModels;

namespace Step35.Engine.ModelTests;

/// <summary>The small trained model, loaded once for the tests of a class.</summary>
public sealed class NanoEngine : IAsyncLifetime
{
    private Step35Engine? _engine;

    /// <summary>Gets options for the small model; one thread, since several test programs share the machine.</summary>
    public static EngineOptions Options => new() { ModelPath = NanoModel.Path, ContextLength = 1024, Threads = 1 };

    public Step35Engine Engine => _engine ?? throw new InvalidOperationException("Not loaded.");

    public async ValueTask InitializeAsync() => _engine = await Step35Engine.LoadAsync(Options);

    public ValueTask DisposeAsync() => _engine?.DisposeAsync() ?? ValueTask.CompletedTask;
}
