using System.Text;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.AI.Responses;

/// <summary>Shortens a thought, as it comes, to its first sentence and its last one: what is to be done, and what follows.</summary>
/// <remarks>Sentences stand as the model wrote them; what lies between is three dots. After its end the next thought may begin.</remarks>
internal sealed class ReasoningSummary
{
    private readonly StringBuilder _words = new();
    private readonly StringBuilder _sentence = new();
    private string _complete = "";
    private int _sentences;

    /// <summary>Takes the thought's next piece.</summary>
    /// <returns>What of the summary is sure by now, if anything.</returns>
    public TextReasoningContent? Push(string text)
    {
        var first = "";
        _words.Append(text);
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                first += EndsBefore(character) ? Close() : "";
            if (_sentence.Length > 0 || !char.IsWhiteSpace(character))
                _sentence.Append(character);
            if (character is '。' or '！' or '？')
                first += Close();
        }

        return Take(first);
    }

    /// <summary>Ends the thought.</summary>
    /// <returns>The rest of the summary, if there is any.</returns>
    public TextReasoningContent? End()
    {
        var first = _sentence.Length > 0 ? Close() : "";
        var rest = Take(_sentences switch
        {
            <= 1 => first,
            2 => " " + _complete,
            _ => " … " + _complete,
        });
        _words.Clear();
        (_complete, _sentences) = ("", 0);
        return rest;
    }

    // A full stop ends a sentence only before a space, and not after a mere number: "3.5", "file.txt" and "1. Read it" go on.
    private bool EndsBefore(char space) =>
        _sentence.Length > 0 && (space == '\n' || (_sentence[^1] is '.' or '!' or '?' && !IsNumber(_sentence.ToString(0, _sentence.Length - 1))));

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    // The first sentence is shown at once.
    private string Close()
    {
        _complete = _sentence.ToString().TrimEnd();
        _sentence.Clear();
        return ++_sentences == 1 ? _complete : "";
    }

    private TextReasoningContent? Take(string shown)
    {
        if (shown.Length == 0)
            return null;
        var piece = ShortenedThought.Write(shown, _words.ToString());
        _words.Clear();
        return piece;
    }
}
