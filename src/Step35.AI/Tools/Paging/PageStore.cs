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

    /// <summary>Gives a short result as it is, and the first page of a long one.</summary>
    public object? Fit(object? result, int maxResultCharacters)
    {
        if (TextOf(result) is not { } text || text.Length <= maxResultCharacters)
            return result;
        // Ids cannot be guessed: a gate may serve several conversations.
        var paged = new PagedText(RandomNumberGenerator.GetHexString(IdCharacters, lowercase: true), text, maxResultCharacters);
        Keep(paged);
        return paged.Page(1);
    }

    public string Read(string id, int page)
    {
        lock (_gate)
        {
            return _texts.FirstOrDefault(text => text.Id == id)?.Page(page)
                ?? $"No result has the id {id} any more. Call the function again that gave it.";
        }
    }

    internal static string? TextOf(object? result) => result switch
    {
        null => null,
        string text => text,
        AIContent and not TextContent => null,
        _ => ToolResultText.Of(new FunctionResultContent("", result)),
    };

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
