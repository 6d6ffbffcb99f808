namespace Step35.AI.Prompting;

/// <summary>Tells the reasoning of an assistant message from its text.</summary>
internal static class AssistantText
{
    /// <summary>
    /// Returns the message's own reasoning and text; a message without reasoning content is split at the
    /// <c>&lt;/think&gt;</c> in its text, as the template does.
    /// </summary>
    public static (string Reasoning, string Text) Split(PromptMessage message)
    {
        var text = message.Text;
        var first = message.Reasoning is null ? text.IndexOf(TemplateText.ThinkEnd, StringComparison.Ordinal) : -1;
        if (first < 0)
            return (message.Reasoning ?? "", text);
        var last = text.LastIndexOf(TemplateText.ThinkEnd, StringComparison.Ordinal);
        return (InnerReasoning(text[..first]), text[(last + TemplateText.ThinkEnd.Length)..].TrimStart('\n'));
    }

    private static string InnerReasoning(string text)
    {
        text = text.TrimEnd('\n');
        var start = text.LastIndexOf(TemplateText.ThinkStart, StringComparison.Ordinal);
        return (start < 0 ? text : text[(start + TemplateText.ThinkStart.Length)..]).TrimStart('\n');
    }
}
