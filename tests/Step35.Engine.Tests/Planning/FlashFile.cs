using Step35.Engine.Gguf;
using Step35.Engine.Planning;
using Step35.Engine.Tests.Gguf;
using Step35.TestModels;

namespace Step35.Engine.Tests.Planning;

/// <summary>The headers of the real model, with and without its MTP layers, written once for the tests of a class.</summary>
public sealed class FlashFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FlashFile()
    {
        TrunkOnly = GgufFile.Open(TestModelWriter.Write(FlashModel.TrunkOnly, _folder.File("trunk.gguf")));
        WithMtp = GgufFile.Open(TestModelWriter.Write(FlashModel.WithMtp, _folder.File("mtp.gguf")));
    }

    public GgufFile TrunkOnly { get; }

    public GgufFile WithMtp { get; }

    /// <summary>Gets what plans know of the first; they share what they measure.</summary>
    internal PlannedModel Model => field ??= new PlannedModel(TrunkOnly, Step35ModelHeader.Read(TrunkOnly));

    public void Dispose() => _folder.Dispose();
}
