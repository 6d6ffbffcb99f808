using Markdig;
using Markdig.Syntax.Inlines;
using Markdig.Syntax;
using Microsoft.AspNetCore.Components;

namespace Step35.Samples.WebChat;

/// <summary>Turns the model's Markdown into HTML that can do nothing: no tags of its own, no pictures, links to the web alone.</summary>
internal static class AnswerMarkup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().DisableHtml().Build();

    public static MarkupString Of(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Tame(link);
        return new(document.ToHtml(Pipeline));
    }

    // A picture would be fetched without a click, and its address can carry what the model knows.
    private static void Tame(LinkInline link)
    {
        link.IsImage = false;
        if (!Uri.TryCreate(link.Url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http" or "mailto"))
            link.Url = null;
    }
}
