using System.Text;
using System.Text.Json;

namespace Step35.AI.Prompting;

/// <summary>Shows the model the schema that its answer is held to.</summary>
/// <remarks>The chat template has no place for it, so it ends the system text, in front of the functions.</remarks>
internal static class AnswerSchema
{
    private const string Heading = "# Answer format\n\nAnswer with JSON that satisfies this schema, and with nothing else:\n";

    /// <summary>Returns a conversation whose system text ends with the schema.</summary>
    public static IReadOnlyList<PromptMessage> AddTo(IReadOnlyList<PromptMessage> messages, JsonElement schema)
    {
        var block = new StringBuilder(Heading);
        CanonicalSchema.Append(block, schema);
        if (messages[0].Role != PromptRole.System)
            return [new PromptMessage(PromptRole.System, block.ToString()), .. messages];
        var text = messages[0].Text.Length == 0 ? block.ToString() : $"{messages[0].Text}\n\n{block}";
        return [messages[0] with { Text = text }, .. messages.Skip(1)];
    }
}
