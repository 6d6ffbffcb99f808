using Step35.Native.Interop;
using static Step35.Native.Interop.Interop;

namespace Step35.Native;

/// <summary>CPU threads that stay up between steps; contexts that were given the pool keep it alive.</summary>
internal sealed unsafe class LlamaThreadPool : IDisposable
{
    private LlamaThreadPool(ThreadPoolHandle handle, int threads)
    {
        Handle = handle;
        ThreadCount = threads;
    }

    public int ThreadCount { get; }

    internal ThreadPoolHandle Handle { get; }

    /// <exception cref="ContextCreationException">The system gives no more threads.</exception>
    public static LlamaThreadPool Create(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, ggml_threadpool_params.MaxThreads);
        ggml_threadpool_params parameters;
        ggml_threadpool_params_init(&parameters, threads);
        var handle = new ThreadPoolHandle(ggml_threadpool_new(&parameters));
        if (handle.IsInvalid)
            throw new ContextCreationException($"The native core could not start {threads} threads; set Threads to fewer.");
        return new LlamaThreadPool(handle, threads);
    }

    public void Dispose() => Handle.Dispose();
}
