using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Step35.Plugins.Http;

/// <summary>Turns an HTML page into the text that people read: headings, lists, table rows, and the addresses of links.</summary>
/// <remarks>It goes from tag to tag and builds no tree, so the time grows with the page's length alone, however deep its tags are.</remarks>
internal sealed class PageText
{
    private const int MaxAddressCharacters = 300;

    private readonly ReadableText _text = new();
    private readonly Uri _address;
    private string? _hidden;
    private string? _link;

    private PageText(Uri address) => _address = address;

    public static string Read(string html, Uri address, CancellationToken cancellationToken)
    {
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        var page = new PageText(address);
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            cancellationToken.ThrowIfCancellationRequested();
            page.Push(token, tokenizer);
        }

        return page._text.ToString();
    }

    private void Push(HtmlToken token, HtmlTokenizer tokenizer)
    {
        switch (token)
        {
            case HtmlTagToken { Type: HtmlTokenType.StartTag } tag:
                tokenizer.State = PageTags.ContentOf(tag.Name);
                if (_hidden is null)
                    Open(tag);
                break;
            case HtmlTagToken { Type: HtmlTokenType.EndTag } tag:
                Close(tag.Name);
                break;
            case { Type: HtmlTokenType.Character } when _hidden is null:
                _text.Add(token.Data);
                break;
            default:
                break;
        }
    }

    private void Open(HtmlTagToken tag)
    {
        if (PageTags.IsHidden(tag.Name))
            _hidden = tag.IsSelfClosing ? null : tag.Name;
        else if (tag.Name is "a")
            _link = AddressOf(tag.GetAttribute("href"));
        else if (tag.Name is "img" && tag.GetAttribute("alt") is { Length: > 0 } description)
            _text.Add($"[{description}]");
        else if (tag.Name is "pre")
            _text.IsPreformatted = true;
        _text.Break(PageTags.BreakBefore(tag.Name), PageTags.MarkOf(tag.Name));
    }

    private void Close(string name)
    {
        if (_hidden == name)
            _hidden = null;
        if (_hidden is not null)
            return;
        if (name is "pre")
            _text.IsPreformatted = false;
        if (name is "a" && _link is { } link)
        {
            _text.Add($" ({link})");
            _link = null;
        }

        _text.Break(PageTags.BreakBefore(name), "");
    }

    private string? AddressOf(string? reference) =>
        reference is { Length: > 0 and <= MaxAddressCharacters } && reference[0] != '#'
            && Uri.TryCreate(_address, reference, out var target) && target.Scheme is "http" or "https"
            ? target.AbsoluteUri
            : null;
}
