using System.Text;

namespace Step35.AI;

/// <summary>A token of an answer's text, or one that could have stood in its place.</summary>
/// <param name="Utf8">The bytes that it stands for; a character may be cut between two tokens.</param>
/// <param name="LogProbability">The natural logarithm of the probability that the model gave it.</param>
public sealed record TextToken(ReadOnlyMemory<byte> Utf8, float LogProbability)
{
    /// <summary>Gets the likeliest tokens in its place, the likeliest first.</summary>
    /// <value>As many as the request asked for. Default: none.</value>
    public IReadOnlyList<TextToken> Likeliest { get; init; } = [];

    /// <summary>Gets the text of the token; bytes that are not UTF-8 become U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8.Span);
}
