using Step35.Native.Interop;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>Turns model parameters into the C struct, whose arrays lie in an arena.</summary>
internal static unsafe class ModelParameterMapping
{
    /// <exception cref="ModelLoadException">A device or a buffer has an unknown name.</exception>
    public static llama_model_params ToNative(LlamaModelParameters parameters, string path, NativeArena arena)
    {
        var native = llama_model_default_params();
        native.n_gpu_layers = parameters.GpuLayerCount;
        native.load_mode = parameters.LoadMode;
        native.split_mode = parameters.SplitMode;
        native.main_gpu = parameters.MainGpu;
        native.load_mtp = NativeBoolean.From(parameters.LoadMtp);
        native.check_tensors = NativeBoolean.From(parameters.CheckTensors);
        native.use_extra_bufts = NativeBoolean.From(parameters.UseExtraBufferTypes);
        native.no_alloc = NativeBoolean.From(parameters.NoAllocation);
        native.vocab_only = NativeBoolean.From(parameters.VocabularyOnly);
        if (parameters.Devices.Count > 0)
            native.devices = (nint)arena.CopyEnded<nint>([.. parameters.Devices.Select(name => FindDevice(name, path))]);
        if (parameters.TensorSplit.Count > 0)
            native.tensor_split = (nint)CopySplit(parameters.TensorSplit, path, arena);
        if (parameters.TensorOverrides.Count > 0)
            native.tensor_buft_overrides = (nint)CopyOverrides(parameters.TensorOverrides, path, arena);
        return native;
    }

    private static nint FindDevice(string name, string path)
    {
        var device = ggml_backend_dev_by_name(name);
        return device != 0 ? device : throw new ModelLoadException($"There is no device '{name}'; the native core has {DeviceNames()}.", path);
    }

    // The core reads a share for every device that it could have.
    private static float* CopySplit(IReadOnlyList<float> shares, string path, NativeArena arena)
    {
        var all = new float[(int)llama_max_devices()];
        if (shares.Count > all.Length)
            throw new ModelLoadException($"TensorSplit has {shares.Count} shares, but the native core takes {all.Length} devices.", path);
        for (var i = 0; i < shares.Count; i++)
            all[i] = shares[i];
        return arena.CopyEnded<float>(all);
    }

    private static llama_model_tensor_buft_override* CopyOverrides(
        IReadOnlyList<LlamaTensorOverride> overrides, string path, NativeArena arena)
    {
        var native = new llama_model_tensor_buft_override[overrides.Count];
        for (var i = 0; i < native.Length; i++)
            native[i] = new() { pattern = arena.CopyText(overrides[i].Pattern), buft = FindBufferType(overrides[i].Buffer, path) };
        return arena.CopyEnded<llama_model_tensor_buft_override>(native);
    }

    private static nint FindBufferType(string name, string path)
    {
        for (nuint i = 0; i < ggml_backend_dev_count(); i++)
        {
            var type = ggml_backend_dev_buffer_type(ggml_backend_dev_get(i));
            if (type != 0 && NativeText.Read(ggml_backend_buft_name(type)) == name)
                return type;
        }

        throw new ModelLoadException($"There is no buffer type '{name}'; the native core has those of {DeviceNames()}.", path);
    }

    private static string DeviceNames() => string.Join(", ", Enumerable.Range(0, (int)ggml_backend_dev_count())
        .Select(index => NativeText.Read(ggml_backend_dev_name(ggml_backend_dev_get((nuint)index)))));
}
