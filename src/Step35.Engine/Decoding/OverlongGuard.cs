using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>Refuses characters that are spelled with more bytes than they need, when single bytes are tokens.</summary>
/// <remarks>
/// The native grammar takes such a spelling for the character, but UTF-8 forbids it (RFC 3629), and text that is read from it has other
/// characters and another length. All other bytes that are no UTF-8 it refuses itself.
/// </remarks>
internal sealed class OverlongGuard(LlamaVocabulary vocabulary)
{
    private const byte FirstContinuation = 0x80;

    // The least byte that may follow; 0 when any may.
    private byte _least;

    public bool Allows(int token) => _least == 0 || !IsRefused(token);

    /// <summary>Finds the tokens that must not come next.</summary>
    public IEnumerable<int> FindRefused() => _least == 0 ? [] : Enumerable.Range(0, vocabulary.Count).Where(IsRefused);

    public void Accept(int token)
    {
        Span<byte> piece = stackalloc byte[512];
        var length = vocabulary.GetPiece(token, piece, special: true);
        _least = (byte)(length < 1 ? 0 : piece[length - 1] switch { 0xE0 => 0xA0, 0xF0 => 0x90, _ => 0 });
    }

    private bool IsRefused(int token)
    {
        Span<byte> piece = stackalloc byte[512];
        return vocabulary.GetPiece(token, piece, special: true) > 0 && piece[0] >= FirstContinuation && piece[0] < _least;
    }
}
