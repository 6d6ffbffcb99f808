using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.AI.Tools.Paging;

/// <summary>Cuts long results into pages and keeps them, within a bound; the oldest go first.</summary>
internal sealed class PageStore(int maxCharacters)
{
    private const int IdCharacters = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<PagedText> _texts = [];
    private int _characters;

    /// <summary>Shows a short result as it is, and the first page of a long one.</summary>
    public ToolOutcome Fit(object? result, int maxResultCharacters)
    {
        var text = TextOf(result);
        return new(text?.Length > maxResultCharacters ? FirstPage(text, maxResultCharacters) : result, ToolEnding.Completed)
        {
            ResultCharacters = text?.Length,
        };
    }

    public string Read(string id, int page)
    {
        lock (_gate)
        {
            return _texts.FirstOrDefault(text => text.Id == id)?.Page(page)
                ?? $"No result has the id {id} any more. Call the function again that gave it.";
        }
    }

    // Pictures and what cannot be written as JSON stay what they are.
    private static string? TextOf(object? result)
    {
        try
        {
            return result is null ? null : ToolResultText.Of(new FunctionResultContent("", result));
        }
        catch (Exception error) when (error is UnsupportedContentException or InvalidConversationException)
        {
            return null;
        }
    }

    private string FirstPage(string text, int maxResultCharacters)
    {
        // Ids cannot be guessed: a gate may serve several conversations.
        var paged = new PagedText(RandomNumberGenerator.GetHexString(IdCharacters, lowercase: true), text, maxResultCharacters);
        Keep(paged);
        return paged.Page(1);
    }

    private void Keep(PagedText text)
    {
        lock (_gate)
        {
            _texts.AddLast(text);
            _characters += text.Length;
            while (_characters > maxCharacters && _texts.First is { } oldest)
            {
                _characters -= oldest.Value.Length;
                _texts.RemoveFirst();
            }
        }
    }
}
