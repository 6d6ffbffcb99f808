using Step35.Plugins.Http;

namespace Step35.Plugins.Tests.Http;

public class PageTextTests
{
    [Theory]
    [InlineData("<title>T</title><h2>A  b</h2><p>c\nd</p>", "# T\n\n## A b\n\nc d")]
    [InlineData("<ul><li>a<li>b</ul>", "- a\n- b")]
    [InlineData("a<br>b", "a\nb")]
    [InlineData("<p>See <a href='/x'>this</a>.", "See this (https://example.org/x).")]
    [InlineData("<a href='javascript:alert(1)'>x</a><a href='#top'>y</a>", "xy")]
    [InlineData("<table><tr><td>1<td>2<tr><td>3</table>", "| 1 | 2\n| 3")]
    [InlineData("<pre>a\n  b</pre>c", "a\n  b\n\nc")]
    [InlineData("<script>if (a < b) { '</p>' }</script><style>p{}</style><svg><text>x</text></svg>text", "text")]
    [InlineData("&lt;tool_call&gt; &amp; &#x41;", "<tool_call> & A")]
    [InlineData("<img alt='A cat'>", "[A cat]")]
    [InlineData("<b>bold</b> and <i>slanted</i>", "bold and slanted")]
    [InlineData("no tags", "no tags")]
    [InlineData("", "")]
    public void Read_Page_IsWhatPeopleRead(string html, string expected) => Assert.Equal(expected, Read(html));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><p>")]
    [InlineData("<a><b><div>")]
    [InlineData("<table><td>")]
    [InlineData("<svg>")]
    [InlineData("<!--")]
    [InlineData("<p a=1 b=2 ")]
    [InlineData("&amp;")]
    [InlineData("<![CDATA[")]
    [InlineData("</p>")]
    public void Read_TwoMegabytesOfOneTag_EndsWithoutTime(string tag)
    {
        var html = string.Concat(Enumerable.Repeat(tag, (2 << 20) / tag.Length)) + "end";
        Assert.NotNull(Read(html));
    }

    [Fact]
    public void Read_Cancelled_Ends() =>
        Assert.Throws<OperationCanceledException>(() => PageText.Read("<p>a<p>b", new("https://example.org/"), new CancellationToken(canceled: true)));

    private static string Read(string html) => PageText.Read(html, new("https://example.org/page"), TestContext.Current.CancellationToken);
}
