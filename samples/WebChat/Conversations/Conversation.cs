namespace Step35.Samples.WebChat.Conversations;

/// <summary>A conversation in the list.</summary>
/// <param name="Id">Part of its address.</param>
/// <param name="Title">How its first question begins.</param>
internal sealed record Conversation(string Id, string Title)
{
    private const int MaxTitleCharacters = 60;

    public static string TitleOf(string question)
    {
        var line = question.Trim().ReplaceLineEndings(" ");
        return line.Length <= MaxTitleCharacters ? line : $"{line[..MaxTitleCharacters]}…";
    }
}
