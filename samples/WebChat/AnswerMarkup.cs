using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Step35.Samples.WebChat;

/// <summary>Turns the model's Markdown into HTML that can do nothing: no tags of its own, no pictures, and links that lead to the web.</summary>
internal static class AnswerMarkup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().DisableHtml().Build();

    /// <summary>Gives each block by itself: while an answer grows, those before the last stay as they are on the page.</summary>
    public static IEnumerable<MarkupString> BlocksOf(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Tame(link);
        foreach (var address in document.Descendants<AutolinkInline>().Where(address => !LeadsToWeb(address.Url)).ToList())
            address.ReplaceBy(new LiteralInline(address.Url));
        return document.Select(Render);
    }

    private static void Tame(LinkInline link)
    {
        // A picture would be fetched without a click, and its address can carry away what the model knows.
        link.IsImage = false;
        if (LeadsToWeb(link.Url))
            link.GetAttributes().AddPropertyIfNotExist("rel", "noreferrer");
        else
            link.ReplaceBy(new ContainerInline());
    }

    private static bool LeadsToWeb(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    private static MarkupString Render(Block block)
    {
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(block);
        return new(html.ToString());
    }
}
