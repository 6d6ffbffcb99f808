using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Step35.Engine.Decoding;
using Step35.Engine.Drafting;
using Step35.Engine.Gguf;
using Step35.Engine.Model;
using Step35.Engine.Planning;
using Step35.Engine.Sessions;
using Step35.Engine.Tuning;
using Step35.Native;

namespace Step35.Engine;

/// <summary>Loads a model step by step; each step either succeeds or leaves nothing behind.</summary>
internal sealed partial class EngineLoader(EngineOptions asked, ILoggerFactory loggerFactory, IProgress<float>? progress)
{
    private readonly ILogger _logger = loggerFactory.CreateLogger<Step35Engine>();

    // What the plan chooses is added once it stands.
    private EngineOptions _options = asked;

    public Step35Engine Load(CancellationToken cancellationToken)
    {
        var parts = LoadParts(cancellationToken);
        return new Step35Engine(parts, _options, TimeProvider.System, _logger);
    }

    /// <summary>Loads what an engine is put together from.</summary>
    public EngineParts LoadParts(CancellationToken cancellationToken)
    {
        Validate();
        var file = GgufFile.Open(ModelReference.Resolve(_options.ModelPath));
        var header = Step35ModelHeader.Read(file);
        if (header.Kind == Step35ModelKind.MtpOnly)
            throw new GgufException(
                file.Path,
                "the file holds only the multi-token-prediction heads; set ModelPath to the file of the model itself");
        CheckContextLength(header);
        cancellationToken.ThrowIfCancellationRequested();

        var native = LoadNative();
        var plan = MakePlan(new ModelSource(file, header, HeadSource.Find(_options, file, header, native.SupportsMtp)));
        _options = _options.With(plan.Memory);
        LoadedModel? model = null;
        try
        {
            model = LoadedModel.Load(plan.Source, _options.ToModelParameters(), progress is null ? null : progress.Report, cancellationToken);
            var parts = Start(model, plan.Memory, native);
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
            [new EngineOptionsValidator().Validate(name: null, _options), EngineOptionsValidator.ValidateTogether(_options)];
        var failures = results.SelectMany(result => result.Failures ?? []).ToList();
        if (failures.Count > 0)
            throw new OptionsValidationException(nameof(EngineOptions), typeof(EngineOptions), failures);
    }

    private NativeRuntimeInfo LoadNative()
    {
        var native = NativeRuntime.Load(
            new NativeLoadRequest(_options.NativeLibraryPath, [.. _options.Backends]),
            loggerFactory.CreateLogger("Step35.Native"));
        if (_options.Numa != NumaMode.Off)
            NativeRuntime.InitializeNuma((LlamaNumaStrategy)_options.Numa);
        foreach (var server in _options.RpcServers)
            NativeRemote.Add(server);
        return native;
    }

    private LoadPlan MakePlan(ModelSource source)
    {
        var plan = LoadPlan.Make(source, _options);
        foreach (var reason in plan.Memory.Reasons)
            LogReason(_logger, reason);
        return plan.Memory.Fits || _options.SkipMemoryCheck ? plan : throw new MemoryPlanException(plan.Memory);
    }

    private EngineParts Start(LoadedModel model, MemoryPlan plan, NativeRuntimeInfo native)
    {
        var backend = new LlamaDecoderBackend(model, _options, plan.Settings.ContextLength);
        try
        {
            if (_options.WarmUp)
                backend.WarmUp();
            var info = Describe(model, plan, native, backend);
            LogLoaded(_logger, info.Name, info.Description, info.ContextLength, info.Backend);
            LogHeads(_logger, model.Source.Heads.Explanation);
            var identity = ModelIdentity.Compute(model.Source.File, DescribeState(native, info));
            return new EngineParts(info, new LlamaVocabularyAdapter(model.Weights.Vocabulary), backend, identity, backend.Heads, [backend, model]);
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    // Whatever changes what a saved state means, or how it lies in memory.
    private string DescribeState(NativeRuntimeInfo native, ModelInfo info) =>
        $"llama.cpp {native.Version}, {_options.MaxSequences} sequences, {info.DraftHeadCount} heads, {_options.KeyCacheType} {_options.ValueCacheType}, "
        + $"{_options.Rope}, {string.Join(", ", _options.LoraAdapters)}";

    private void CheckContextLength(Step35ModelHeader header)
    {
        if (_options.ContextLength is not { } length)
            return;
        header.RequireContext(length);
        if ((long)length * _options.MaxSequences > int.MaxValue)
            throw new ContextCreationException(
                $"{_options.MaxSequences} MaxSequences of {length:N0} tokens are more than the native core can count. Lower ContextLength or MaxSequences.");
    }

    private static ModelInfo Describe(LoadedModel model, MemoryPlan plan, NativeRuntimeInfo native, LlamaDecoderBackend backend) => new()
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
        MemoryPlan = plan,
    };

    [LoggerMessage(10, LogLevel.Information, "Loaded {Model} ({Description}), context {ContextLength} tokens, on {Backend}.")]
    private static partial void LogLoaded(ILogger logger, string model, string description, int contextLength, string backend);

    [LoggerMessage(12, LogLevel.Information, "Memory plan: {Reason}")]
    private static partial void LogReason(ILogger logger, string reason);

    [LoggerMessage(11, LogLevel.Information, "{Explanation}")]
    private static partial void LogHeads(ILogger logger, string explanation);
}
