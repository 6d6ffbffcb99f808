using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using Step35.Samples.WebChat;

namespace WebChat.ModelTests;

public class AnswerMarkupTests
{
    private static readonly string[] Pieces =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](https://web.example 'title')", "[a]",
        "(data:text/html,x)", "![a](https://web.example/x.png)", "<javascript:alert(1)>", "<https://web.example>",
        "\n\n[a]: javascript:x\n\n", "&#106;avascript:x", "|a|b|\n|-|-|\n",
        "\n\n", "\n", "**", "`", "```html\n", "> ", "- ", "1. ", "# ", "<", ">", "\"", " onclick=x ", "a",
    ];

    private static readonly string[] Elements =
    [
        "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "hr", "ins", "li", "mark", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td",
        "th", "thead", "tr", "ul",
    ];

    private static readonly string[] Attributes = ["class", "href", "rel", "start", "title"];

    [Fact]
    public void Blocks_AnyText_CanDoNothing() => Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 12].Sample(pieces =>
    {
        foreach (var element in Parse(string.Concat(pieces)).QuerySelectorAll("body *"))
        {
            Assert.Contains(element.LocalName, Elements);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.LocalName, Attributes));
            Assert.StartsWith("https://web.example", element.GetAttribute("href") ?? "https://web.example", StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Blocks_Markdown_BecomeElements()
    {
        var page = Parse("**Bold** and `code`\n\n```\nline\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n![picture](https://web.example/x.png)");
        Assert.Equal("Bold", page.QuerySelector("strong")?.TextContent);
        Assert.Equal("line\n", page.QuerySelector("pre code")?.TextContent);
        Assert.Equal(2, page.QuerySelectorAll("td").Length);
        Assert.Equal("picture", page.QuerySelector("a[href]")?.TextContent);
    }

    private static IDocument Parse(string markdown) => new HtmlParser().ParseDocument(string.Concat(AnswerMarkup.BlocksOf(markdown)));
}
