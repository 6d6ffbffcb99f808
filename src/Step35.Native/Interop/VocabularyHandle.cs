using Microsoft.Win32.SafeHandles;
using static Step35.Native.Interop.Interop;

namespace Step35.Native.Interop;

/// <summary>A vocabulary: a part of its model, which it keeps alive and which frees it.</summary>
internal sealed class VocabularyHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly ModelHandle _model;

    public VocabularyHandle(ModelHandle model)
        : base(ownsHandle: true)
    {
        var held = false;
        model.DangerousAddRef(ref held);
        _model = model;
        SetHandle(llama_model_get_vocab(model));
    }

    protected override bool ReleaseHandle()
    {
        _model.DangerousRelease();
        return true;
    }
}
