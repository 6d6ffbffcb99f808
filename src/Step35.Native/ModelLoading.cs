using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Step35.Native.Interop;
using Step35.Native.Logging;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>One load of a model: what its progress callback reports to, and how it ended.</summary>
internal sealed unsafe class ModelLoading
{
    private readonly Action<float>? _progress;
    private readonly CancellationToken _cancellationToken;
    private Exception? _callerError;

    private ModelLoading(Action<float>? progress, CancellationToken cancellationToken)
    {
        _progress = progress;
        _cancellationToken = cancellationToken;
    }

    public static ModelHandle Run(
        string path, LlamaModelParameters parameters, Action<float>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var loading = new ModelLoading(progress, cancellationToken);
        var self = GCHandle.Alloc(loading);
        var mark = NativeLog.Mark();
        try
        {
            using var arena = new NativeArena();
            var native = ModelParameterMapping.ToNative(parameters, path, arena);
            native.progress_callback = &OnProgress;
            native.progress_callback_user_data = GCHandle.ToIntPtr(self);
            var handle = new ModelHandle(llama_model_load_from_file(path, native));
            if (!handle.IsInvalid)
                return handle;

            handle.Dispose();
            throw loading.Failure(path, mark);
        }
        finally
        {
            self.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float share, nint loading) =>
        NativeBoolean.From(((ModelLoading)GCHandle.FromIntPtr(loading).Target!).Report(share));

    private bool Report(float share)
    {
        if (_cancellationToken.IsCancellationRequested)
            return false;

        try
        {
            _progress?.Invoke(share);
            return true;
        }
#pragma warning disable CA1031 // An exception must not reach C; it is thrown again once the core has cleaned up.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _callerError = error;
            return false;
        }
    }

    private Exception Failure(string path, long mark)
    {
        if (_callerError is not null)
            return new ModelLoadException($"Loading '{path}' was stopped by an error in its progress callback.", path, _callerError);

        if (_cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(_cancellationToken);

        return new ModelLoadException(
            $"The native core could not load '{path}'. Check that the file is a complete GGUF file "
            + $"of a supported architecture and that it fits into memory. The core says:{Environment.NewLine}{NativeLog.ComplaintsSince(mark)}",
            path);
    }
}
