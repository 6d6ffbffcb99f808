using System.Text;

namespace Step35.Engine.Tokenization;

/// <summary>Turns a stream of tokens into text, piece by piece; a character cut between two tokens waits for its rest.</summary>
/// <remarks>Holds the state of one stream; not safe for concurrent calls.</remarks>
internal sealed class TokenTextDecoder(IVocabulary vocabulary, Func<TokenId, bool> isSpelledOut)
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private byte[] _bytes = new byte[64];
    private char[] _characters = new char[66];

    /// <summary>Gets a value indicating whether the stream stands inside a character, whose other bytes are still to come.</summary>
    public bool IsInCharacter => _utf8.GetCharCount([], flush: true) > 0;

    /// <summary>Takes the next token and returns the text that is complete by now.</summary>
    public string Push(TokenId token) => Decode(GetBytes(token), flush: false);

    /// <summary>Ends the stream and returns what is left; an unfinished character becomes U+FFFD.</summary>
    public string Flush() => Decode([], flush: true);

    private ReadOnlySpan<byte> GetBytes(TokenId token)
    {
        var special = isSpelledOut(token);
        var length = vocabulary.GetPiece(token, _bytes, special);
        if (length < 0)
        {
            _bytes = new byte[-length];
            _characters = new char[_bytes.Length + 2];
            length = vocabulary.GetPiece(token, _bytes, special);
        }

        return _bytes.AsSpan(0, length);
    }

    private string Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var count = _utf8.GetChars(bytes, _characters, flush);
        return count == 0 ? string.Empty : new string(_characters, 0, count);
    }
}
