#pragma warning disable CA1710 // The field says "metadata"; a suffix would add nothing.

using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Step35.Engine.Gguf;

/// <summary>The metadata of a model file: typed values by key, in the order of the file.</summary>
/// <remarks>Immutable and safe for concurrent use. The typed getters convert nothing: another type counts as absent.</remarks>
public sealed class GgufMetadata : IReadOnlyDictionary<string, GgufValue>
{
    private readonly OrderedDictionary<string, GgufValue> _values;

    internal GgufMetadata(OrderedDictionary<string, GgufValue> values) => _values = values;

    /// <summary>Gets the number of keys.</summary>
    public int Count => _values.Count;

    /// <summary>Gets the keys in the order of the file.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>Gets the values in the order of the file.</summary>
    public IEnumerable<GgufValue> Values => _values.Values;

    /// <summary>Gets the value of a key.</summary>
    /// <param name="key">The key, for example <c>general.architecture</c>.</param>
    public GgufValue this[string key] => _values[key];

    /// <summary>Tells whether the file has a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True when the file has it.</returns>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <summary>Gets the value of a key, whatever its type.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, when the file has the key.</param>
    /// <returns>True when the file has the key.</returns>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out GgufValue value) => _values.TryGetValue(key, out value);

    /// <summary>Gets a text.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The text, when the key holds one.</param>
    /// <returns>True when the key holds a text.</returns>
    public bool TryGetString(string key, [MaybeNullWhen(false)] out string value) => TryGet(key, out value);

    /// <summary>Gets an unsigned 32-bit integer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The number, when the key holds one of this type.</param>
    /// <returns>True when the key holds a number of this type.</returns>
    public bool TryGetUInt32(string key, out uint value) => TryGet(key, out value);

    /// <summary>Gets a 32-bit float.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The number, when the key holds one of this type.</param>
    /// <returns>True when the key holds a number of this type.</returns>
    public bool TryGetFloat32(string key, out float value) => TryGet(key, out value);

    /// <summary>Gets a boolean.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The boolean, when the key holds one.</param>
    /// <returns>True when the key holds a boolean.</returns>
    public bool TryGetBool(string key, out bool value) => TryGet(key, out value);

    /// <summary>Gets an array of numbers or booleans.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="elements">The elements, when the key holds an array of this type.</param>
    /// <returns>True when the key holds an array of this type.</returns>
    public bool TryGetArray<T>(string key, out ReadOnlyMemory<T> elements)
        where T : unmanaged
    {
        elements = default;
        return _values.TryGetValue(key, out var found) && found.TryGetArray(out elements);
    }

    /// <summary>Gets an array of texts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="texts">The texts, when the key holds an array of them.</param>
    /// <returns>True when the key holds an array of texts.</returns>
    public bool TryGetStrings(string key, [MaybeNullWhen(false)] out GgufStringArray texts) => TryGet(key, out texts);

    /// <summary>Goes through the keys and values in the order of the file.</summary>
    /// <returns>An enumerator over the pairs.</returns>
    public IEnumerator<KeyValuePair<string, GgufValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool TryGet<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return _values.TryGetValue(key, out var found) && found.TryGet(out value);
    }
}
