namespace Step35.Native.Interop;

/// <summary>C's one-byte bool.</summary>
internal static class NativeBoolean
{
    public static byte From(bool value) => value ? (byte)1 : (byte)0;
}
