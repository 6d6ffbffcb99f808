using System.Text;

namespace Step35.AI.Responses;

/// <summary>Shortens a thought, as it comes, to its first sentence and its last one: what is to be done, and what follows.</summary>
/// <remarks>Sentences stand as the model wrote them; what lies between is three dots. After its end the next thought may begin.</remarks>
internal sealed class ReasoningSummary
{
    private const string Ends = ".!?。！？\n";

    private readonly StringBuilder _sentence = new();
    private string _complete = "";
    private int _sentences;

    /// <summary>Takes the thought's next piece.</summary>
    /// <returns>What of the summary is sure by now.</returns>
    public string Push(string text)
    {
        var first = "";
        foreach (var character in text)
        {
            // A full stop ends a sentence only before a space: "3.5" and "file.txt" go on.
            if (char.IsWhiteSpace(character) && IsAtEnd(character))
                first += Close();
            else if (_sentence.Length > 0 || !char.IsWhiteSpace(character))
                _sentence.Append(character);
        }

        return first;
    }

    /// <summary>Ends the thought.</summary>
    /// <returns>The rest of the summary.</returns>
    public string End()
    {
        var first = _sentence.Length > 0 ? Close() : "";
        var rest = _sentences switch
        {
            <= 1 => first,
            2 => " " + _complete,
            _ => " … " + _complete,
        };
        (_complete, _sentences) = ("", 0);
        return rest;
    }

    private bool IsAtEnd(char next) => _sentence.Length > 0 && (next == '\n' || Ends.Contains(_sentence[^1], StringComparison.Ordinal));

    // The first sentence is shown at once.
    private string Close()
    {
        _complete = _sentence.ToString().TrimEnd();
        _sentence.Clear();
        return ++_sentences == 1 ? _complete : "";
    }
}
