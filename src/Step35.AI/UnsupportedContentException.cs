namespace Step35.AI;

/// <summary>A message holds content that Step-3.5-Flash cannot read.</summary>
/// <remarks>Safe to send to a caller: the message names the kind of content, never the content itself.</remarks>
public sealed class UnsupportedContentException : Step35Exception
{
    /// <summary>Initializes the error for one kind of content.</summary>
    /// <param name="contentType">The name of the content type, such as <c>DataContent</c>.</param>
    public UnsupportedContentException(string contentType)
        : base($"A message holds {contentType}, but Step-3.5-Flash reads text only. "
            + "Put what the model should know into TextContent, or remove that content from the message.")
    {
        ContentType = contentType;
    }

    /// <summary>Gets the name of the content type that cannot be read.</summary>
    public string ContentType { get; }
}
