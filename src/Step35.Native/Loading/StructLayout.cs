namespace Step35.Native.Loading;

/// <summary>Compares a struct's fields, as C filled them, with the defaults that C is known to fill in.</summary>
internal sealed class StructLayout(string name)
{
    /// <exception cref="NativeLoadException">The field holds another value.</exception>
    public StructLayout Expect(string field, double actual, double expected)
    {
        if (actual.Equals(expected))
            return this;

        throw new NativeLoadException(
            $"the struct {name} is not laid out as in llama.cpp {NativeAbi.ExpectedVersion}: "
            + $"by default its field {field} is {expected}, here it is {actual}; build that version, unchanged");
    }
}
