using System.Collections;
using System.Text;

namespace Step35.Engine.Gguf;

/// <summary>A list of texts from the metadata, kept as one block of UTF-8 and decoded on demand.</summary>
/// <remarks>Immutable and safe for concurrent use. A vocabulary of 128,000 tokens takes two arrays, not 128,000 strings.</remarks>
public sealed class GgufStringArray : IReadOnlyList<string>
{
    private readonly byte[] _utf8;
    private readonly int[] _ends;

    internal GgufStringArray(byte[] utf8, int[] ends)
    {
        _utf8 = utf8;
        _ends = ends;
    }

    /// <summary>Gets the number of texts.</summary>
    public int Count => _ends.Length;

    /// <summary>Gets one text, decoded; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="index">The position in the list.</param>
    public string this[int index] => Encoding.UTF8.GetString(GetUtf8(index));

    /// <summary>Gets the bytes of one text as they stand in the file.</summary>
    /// <param name="index">The position in the list.</param>
    /// <returns>The text's bytes, without a terminator.</returns>
    public ReadOnlySpan<byte> GetUtf8(int index) => _utf8.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);

    /// <summary>Goes through the texts in order.</summary>
    /// <returns>An enumerator that decodes one text at a time.</returns>
    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
