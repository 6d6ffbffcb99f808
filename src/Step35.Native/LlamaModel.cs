using System.Globalization;
using System.Text;
using Step35.Native.Interop;
using Step35.Native.Logging;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>A loaded model. Contexts and samplers made from it keep its memory alive after it is disposed.</summary>
/// <remarks>Safe for concurrent reads.</remarks>
internal sealed unsafe class LlamaModel : IDisposable
{
    private readonly ModelHandle _handle;
    private readonly LlamaModelParameters _parameters;

    private LlamaModel(ModelHandle handle, LlamaModelParameters parameters)
    {
        _handle = handle;
        _parameters = parameters;
        Vocabulary = new LlamaVocabulary(new VocabularyHandle(handle));
    }

    public LlamaVocabulary Vocabulary { get; }

    public int TrainedContextLength => llama_model_n_ctx_train(_handle);

    public int EmbeddingLength => llama_model_n_embd(_handle);

    /// <summary>The floats of one hidden row that a multi-token-prediction head takes and gives.</summary>
    public int OutputEmbeddingLength => llama_model_n_embd_out(_handle);

    /// <summary>The trunk's layers, without the multi-token-prediction layers after them.</summary>
    public int LayerCount => llama_model_n_layer(_handle);

    /// <summary>The multi-token-prediction layers that the file announces.</summary>
    public int NextNLayerCount => llama_model_n_layer_nextn(_handle);

    public int SlidingWindow => llama_model_n_swa(_handle);

    public long SizeBytes => (long)llama_model_size(_handle);

    public long ParameterCount => (long)llama_model_n_params(_handle);

    /// <summary>The architecture, the size and the type of most weights. The core has names for the sizes of published models only.</summary>
    public string Description => (ReadText((buffer, size) => llama_model_desc(_handle, buffer, size)) ?? "")
        .Replace("?B", string.Create(CultureInfo.InvariantCulture, $"{ParameterCount / 1e6:0.##}M"), StringComparison.Ordinal);

    public string? ChatTemplate
    {
        get
        {
            using var lease = new HandleLease(_handle);
            return NativeText.ReadOptional(llama_model_chat_template(_handle, null));
        }
    }

    /// <summary>Loads a model file, or the first of a split one.</summary>
    /// <param name="path">The GGUF file.</param>
    /// <param name="parameters">How it is loaded.</param>
    /// <param name="progress">Told the share that is loaded, from 0 to 1, on the calling thread.</param>
    /// <param name="cancellationToken">Stops the load at the next tensor.</param>
    /// <exception cref="ModelLoadException">The core refused the file.</exception>
    public static LlamaModel Load(
        string path, LlamaModelParameters parameters, Action<float>? progress, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        if (!File.Exists(path))
            throw new ModelLoadException($"The model file '{path}' does not exist; give the path of a GGUF file.", path);

        return new LlamaModel(ModelLoading.Run(path, parameters, progress, cancellationToken), parameters);
    }

    /// <summary>Reads a scalar of the file's metadata as text.</summary>
    /// <returns>Null when there is no such key, or it is an array.</returns>
    public string? GetMetadata(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var zeroTerminatedKey = Encoding.UTF8.GetBytes(key + '\0');
        return ReadText((buffer, size) => llama_model_meta_val_str(_handle, zeroTerminatedKey, buffer, size));
    }

    /// <exception cref="ContextCreationException">The core refused the parameters, or memory did not suffice.</exception>
    public LlamaContext CreateContext(LlamaContextParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);

        // The core aborts the process on layers that it has not loaded.
        if (_parameters.VocabularyOnly)
            throw new ContextCreationException("Only the vocabulary of this model was loaded; load it with its weights.");
        if (parameters.Kind == LlamaContextKind.Mtp && (!_parameters.LoadMtp || NextNLayerCount == 0))
            throw new ContextCreationException("The model has no multi-token-prediction layers in memory; load a file that holds them, with LoadMtp set.");

        return LlamaContext.Create(_handle, parameters);
    }

    /// <summary>Loads a low-rank adapter, which stays for as long as the model.</summary>
    /// <exception cref="ModelLoadException">The file is no adapter of this model.</exception>
    public LlamaAdapter LoadAdapter(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var mark = NativeLog.Mark();
        var handle = File.Exists(path) ? llama_adapter_lora_init(_handle, path) : 0;
        return handle != 0
            ? new LlamaAdapter(handle)
            : throw new ModelLoadException(
                $"The adapter '{path}' could not be loaded; give a GGUF file of a LoRA adapter made for this model. "
                + $"The core says:{Environment.NewLine}{NativeLog.ComplaintsSince(mark)}",
                path);
    }

    public void Dispose()
    {
        Vocabulary.Release();
        _handle.Dispose();
    }

    private static string? ReadText(TextReader read)
    {
        var length = read([], 0);
        if (length < 0)
            return null;

        var buffer = new byte[length + 1];
        var written = read(buffer, (nuint)buffer.Length);
        return Encoding.UTF8.GetString(buffer, 0, written);
    }

    // The text's length without its terminator, however small the buffer; negative when there is no such text.
    private delegate int TextReader(Span<byte> buffer, nuint size);
}
