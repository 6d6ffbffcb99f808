using AngleSharp.Html.Parser;

namespace Step35.Plugins.Http;

/// <summary>What the tags of HTML mean to a reader.</summary>
internal static class PageTags
{
    /// <summary>How the tokenizer reads what follows a start tag.</summary>
    public static HtmlParseMode ContentOf(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "textarea" or "title" => HtmlParseMode.RCData,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };

    public static bool IsHidden(string name) => name is "script" or "style" or "iframe" or "noembed" or "noframes" or "svg" or "template" or "object";

    /// <summary>How many line ends stand before and after a tag's content.</summary>
    public static int BreakBefore(string name) => name switch
    {
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "p" or "pre" or "table" or "ul" or "ol" or "blockquote" or "title" => 2,
        "br" or "li" or "tr" or "div" or "section" or "article" or "header" or "footer" or "main" or "nav" or "aside" or "form" or "dt"
            or "dd" or "figure" or "figcaption" or "hr" or "option" or "summary" or "details" => 1,
        _ => 0,
    };

    /// <summary>What stands before a tag's content in place of its look.</summary>
    public static string MarkOf(string name) => name switch
    {
        "h1" or "title" => "# ",
        "h2" => "## ",
        "h3" or "h4" or "h5" or "h6" => "### ",
        "li" => "- ",
        "td" or "th" => " | ",
        _ => "",
    };
}
