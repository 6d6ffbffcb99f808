using System.Text;
using Step35.AI;

namespace Step35.Server.OpenAI.Completions;

/// <summary>Finds where in a completion's text its tokens begin, counted in UTF-16 units.</summary>
/// <remarks>A character that is cut between tokens counts with the token that completes it. One object follows one completion.</remarks>
internal sealed class TokenOffsets
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private int _end;

    /// <summary>Gets where the next token begins.</summary>
    public int Next(TextToken token)
    {
        var start = _end;
        Span<char> text = stackalloc char[Encoding.UTF8.GetMaxCharCount(token.Utf8.Length)];
        _end += _decoder.GetChars(token.Utf8.Span, text, flush: false);
        return start;
    }
}
