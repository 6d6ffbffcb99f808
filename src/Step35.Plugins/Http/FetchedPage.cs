using System.Text;

namespace Step35.Plugins.Http;

/// <summary>What an address holds.</summary>
/// <param name="Address">The address, after redirects.</param>
/// <param name="MediaType">Its type, such as <c>text/html</c>.</param>
/// <param name="CharacterSet">Its encoding, where the server says.</param>
/// <param name="Content">Its bytes, up to the limit.</param>
internal sealed record FetchedPage(Uri Address, string? MediaType, string? CharacterSet, ReadOnlyMemory<byte> Content)
{
    public static bool IsText(string? mediaType) => mediaType is null
        || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase)
        || mediaType.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
        || mediaType.EndsWith("javascript", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets the text that people read.</summary>
    public string ToText(CancellationToken cancellationToken)
    {
        var text = EncodingOf(CharacterSet).GetString(Content.Span);
        return MediaType is "text/html" or "application/xhtml+xml" ? PageText.Read(text, Address, cancellationToken) : text;
    }

    private static Encoding EncodingOf(string? name)
    {
        try
        {
            return Encoding.GetEncoding(name?.Trim('"') ?? "utf-8");
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
