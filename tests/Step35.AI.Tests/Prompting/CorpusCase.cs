using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.AI.Tests.Prompting;

/// <summary>One conversation of the corpus and the prompt that a real Jinja engine made of it.</summary>
/// <param name="Line">Its place in the corpus, from one.</param>
/// <param name="Messages">The conversation, one chat message for each message of the template.</param>
/// <param name="Tools">The functions that are offered.</param>
/// <param name="Expected">The prompt of the Jinja engine.</param>
internal sealed record CorpusCase(
    int Line, IReadOnlyList<ChatMessage> Messages, IReadOnlyList<AIFunctionDeclaration> Tools, string Expected)
{
    public const string BosText = "<｜begin▁of▁sentence｜>";

    private const string CorpusPath = "tests/Step35.AI.Tests/Prompting/prompt-corpus.jsonl.gz";

    /// <summary>Gets the conversation as the renderer takes it.</summary>
    public PromptRequest Request => new(PromptMessageReader.Read(Messages, instructions: null), Tools, Think: true, BosText);

    public static IEnumerable<CorpusCase> ReadAll()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(FindCorpus()), CompressionMode.Decompress));
        for (var line = 1; reader.ReadLine() is { } json; line++)
            yield return Read(line, JsonElement.Parse(json));
    }

    /// <summary>The same conversation with neighbouring tool results in one chat message.</summary>
    public CorpusCase WithGroupedResults()
    {
        var grouped = new List<ChatMessage>();
        foreach (var message in Messages)
        {
            if (message.Role == ChatRole.Tool && grouped.LastOrDefault()?.Role == ChatRole.Tool)
                grouped[^1] = new ChatMessage(ChatRole.Tool, [.. grouped[^1].Contents, .. message.Contents]);
            else
                grouped.Add(message);
        }

        return this with { Messages = grouped };
    }

    private static string FindCorpus()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, CorpusPath)))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? "", CorpusPath);
    }

    private static CorpusCase Read(int line, JsonElement json)
    {
        var expected = json.GetProperty("expected").GetString()!;
        return new CorpusCase(line, JsonConversation.ReadMessages(json), JsonConversation.ReadTools(json), expected);
    }
}
