using Microsoft.Win32.SafeHandles;
using static Step35.Native.Interop.Interop;

namespace Step35.Native.Interop;

/// <summary>A sampler chain. It keeps alive the vocabulary that its grammar reads.</summary>
internal sealed class SamplerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private VocabularyHandle? _vocabulary;

    public SamplerHandle(nint sampler)
        : base(ownsHandle: true) =>
        SetHandle(sampler);

    /// <summary>Copies the chain with its state.</summary>
    public SamplerHandle Clone()
    {
        var clone = new SamplerHandle(llama_sampler_clone(this));
        if (_vocabulary is not null)
            clone.KeepAlive(_vocabulary);
        return clone;
    }

    /// <summary>Holds the vocabulary for as long as the native chain lives.</summary>
    public void KeepAlive(VocabularyHandle vocabulary)
    {
        if (_vocabulary is not null)
            return;

        var held = false;
        vocabulary.DangerousAddRef(ref held);
        _vocabulary = vocabulary;
    }

    protected override bool ReleaseHandle()
    {
        llama_sampler_free(handle);
        _vocabulary?.DangerousRelease();
        return true;
    }
}
