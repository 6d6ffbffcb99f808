using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static Step35.Native.Interop.Interop;

namespace Step35.Native.Interop;

/// <summary>A context. It keeps alive its model, the context it was made beside, and every thread pool it was given.</summary>
internal sealed class ContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly List<SafeHandle> _parents = [];

    public ContextHandle()
        : base(ownsHandle: true)
    {
    }

    /// <summary>Creates a context; the result is invalid where the core refuses the parameters.</summary>
    public static ContextHandle Create(ModelHandle model, ContextHandle? other, llama_context_params parameters)
    {
        var context = new ContextHandle();
        try
        {
            context.KeepAlive(model);
            if (other is not null)
            {
                context.KeepAlive(other);
                parameters.ctx_other = other.DangerousGetHandle();
            }

            context.SetHandle(llama_init_from_model(model, parameters));
        }
        finally
        {
            // An invalid handle is never released by the runtime.
            if (context.IsInvalid)
                context.ReleaseParents();
        }

        return context;
    }

    /// <summary>Holds an object for as long as the native context lives.</summary>
    public void KeepAlive(SafeHandle parent)
    {
        var held = false;
        parent.DangerousAddRef(ref held);
        _parents.Add(parent);
    }

    protected override bool ReleaseHandle()
    {
        llama_free(handle);
        ReleaseParents();
        return true;
    }

    private void ReleaseParents()
    {
        foreach (var parent in _parents)
            parent.DangerousRelease();
        _parents.Clear();
    }
}
