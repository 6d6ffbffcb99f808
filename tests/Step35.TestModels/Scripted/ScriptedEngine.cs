using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Step35.Engine;
using Step35.Engine.Drafting;
using Step35.Engine.Model;
using Step35.Engine.Tokenization;

namespace Step35.TestModels.Scripted;

/// <summary>A whole engine over a scripted decoder.</summary>
internal static class ScriptedEngine
{
    public static Step35Engine Create(
        ScriptedBackend backend,
        EngineOptions? options = null,
        TimeProvider? time = null,
        ILogger? logger = null,
        IVocabulary? vocabulary = null,
        string name = "scripted",
        IDraftPredictor? heads = null)
    {
        var info = new ModelInfo
        {
            Name = name,
            Path = "/models/scripted.gguf",
            Description = "scripted",
            ParameterCount = 0,
            SizeBytes = 0,
            TrainedContextLength = backend.SequenceLength,
            ContextLength = backend.SequenceLength,
            HasMtp = false,
            Backend = "scripted",
        };
        var parts = new EngineParts(info, vocabulary ?? new ByteVocabulary(), backend, new byte[32], heads, [backend]);
        return new Step35Engine(parts, options ?? new EngineOptions(), time ?? TimeProvider.System, logger ?? NullLogger.Instance);
    }
}
