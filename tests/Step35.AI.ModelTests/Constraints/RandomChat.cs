using Step35.Engine;
using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.AI.ModelTests.Constraints;

/// <summary>A chat client over a model of random weights, which left alone writes bytes without any meaning.</summary>
public sealed class RandomChat : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;
    private Step35Engine? _engine;

    public Step35ChatClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var shape = new TestModelShape { Kind = Step35ModelKind.TrunkOnly, MtpLayers = 0, TrunkLayers = 2, HiddenLength = 32, DenseLength = 32, Experts = 2 };
        var options = new Step35Options
        {
            ModelPath = TestModelWriter.Write(shape, Path.Combine(_folder, "random.gguf")),
            ContextLength = 4096,
            MaxSequences = 4,
            Threads = 1,
            Constraints = ConstraintLevel.Strict,
        };
        _engine = await Step35Engine.LoadAsync(options);
        Client = new Step35ChatClient(_engine, options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
            await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
