using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Step35.Engine.Decoding;
using Step35.Engine.Drafting;
using Step35.Engine.Gguf;
using Step35.Engine.Model;
using Step35.Engine.Sessions;
using Step35.Native;

namespace Step35.Engine;

/// <summary>Loads a model step by step; each step either succeeds or leaves nothing behind.</summary>
internal sealed partial class EngineLoader(EngineOptions options, ILoggerFactory loggerFactory, IProgress<float>? progress)
{
    private const int DefaultContextLength = 32_768;

    private readonly ILogger _logger = loggerFactory.CreateLogger<Step35Engine>();

    public Step35Engine Load(CancellationToken cancellationToken) => new(LoadParts(cancellationToken), options, TimeProvider.System, _logger);

    /// <summary>Loads what an engine is put together from.</summary>
    public EngineParts LoadParts(CancellationToken cancellationToken)
    {
        Validate();
        var file = GgufFile.Open(ModelReference.Resolve(options.ModelPath));
        var header = Step35ModelHeader.Read(file);
        if (header.Kind == Step35ModelKind.MtpOnly)
            throw new GgufException(
                file.Path,
                "the file holds only the multi-token-prediction heads; set ModelPath to the file of the model itself");
        cancellationToken.ThrowIfCancellationRequested();

        var native = NativeRuntime.Load(
            new NativeLoadRequest(options.NativeLibraryPath, [.. options.Backends]),
            loggerFactory.CreateLogger("Step35.Native"));
        var source = new ModelSource(file, header, HeadSource.Find(options, file, header, native.SupportsMtp));
        LoadedModel? model = null;
        try
        {
            model = LoadedModel.Load(source, ModelParameters(), progress is null ? null : progress.Report, cancellationToken);
            var parts = Start(model, native);
            model = null;
            return parts;
        }
        finally
        {
            model?.Dispose();
        }
    }

    private void Validate()
    {
        ValidateOptionsResult[] results =
            [new EngineOptionsValidator().Validate(name: null, options), EngineOptionsValidator.ValidateTogether(options)];
        var failures = results.SelectMany(result => result.Failures ?? []).ToList();
        if (failures.Count > 0)
            throw new OptionsValidationException(nameof(EngineOptions), typeof(EngineOptions), failures);
    }

    private LlamaModelParameters ModelParameters() => new()
    {
        GpuLayerCount = options.GpuLayers,
        LoadMode = options.MapFile ? LlamaLoadMode.Mmap : LlamaLoadMode.None,
    };

    private EngineParts Start(LoadedModel model, NativeRuntimeInfo native)
    {
        var backend = new LlamaDecoderBackend(model, options, ContextLength(model.Weights));
        try
        {
            if (options.WarmUp)
                backend.WarmUp();
            var info = Describe(model, native, backend);
            LogLoaded(_logger, info.Name, info.Description, info.ContextLength, info.Backend);
            LogHeads(_logger, model.Source.Heads.Explanation);
            var layout = $"llama.cpp {native.Version}, {options.MaxSequences} sequences, {info.DraftHeadCount} heads";
            var identity = ModelIdentity.Compute(model.Source.File, layout);
            return new EngineParts(info, new LlamaVocabularyAdapter(model.Weights.Vocabulary), backend, identity, backend.Heads, [backend, model]);
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    private int ContextLength(LlamaModel model)
    {
        var length = options.ContextLength ?? Math.Min(model.TrainedContextLength, DefaultContextLength);
        if (length > model.TrainedContextLength)
            throw new ContextCreationException(
                $"ContextLength is {length:N0}, but the model was trained for {model.TrainedContextLength:N0} tokens. Lower it to that.");
        if ((long)length * options.MaxSequences > int.MaxValue)
            throw new ContextCreationException(
                $"{options.MaxSequences} MaxSequences of {length:N0} tokens are more than the native core can count. Lower ContextLength or MaxSequences.");
        return length;
    }

    private static ModelInfo Describe(LoadedModel model, NativeRuntimeInfo native, LlamaDecoderBackend backend) => new()
    {
        Name = model.Weights.GetMetadata("general.name") ?? Path.GetFileNameWithoutExtension(model.Source.File.Path),
        Path = Path.GetFullPath(model.Source.File.Path),
        Description = model.Weights.Description,
        ParameterCount = model.Weights.ParameterCount,
        SizeBytes = model.Weights.SizeBytes,
        TrainedContextLength = model.Weights.TrainedContextLength,
        ContextLength = backend.SequenceLength,
        HasMtp = model.Source.Header.Kind == Step35ModelKind.WithMtp,
        DraftHeadCount = backend.Heads?.MaxTokens ?? 0,
        ChatTemplate = model.Weights.ChatTemplate,
        Backend = native.Flavour,
    };

    [LoggerMessage(10, LogLevel.Information, "Loaded {Model} ({Description}), context {ContextLength} tokens, on {Backend}.")]
    private static partial void LogLoaded(ILogger logger, string model, string description, int contextLength, string backend);

    [LoggerMessage(11, LogLevel.Information, "{Explanation}")]
    private static partial void LogHeads(ILogger logger, string explanation);
}
