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
        var messages = json.GetProperty("messages").EnumerateArray().Select(ReadMessage).ToList();
        var tools = json.GetProperty("tools").EnumerateArray().Select(ReadTool).ToList();
        return new CorpusCase(line, messages, tools, json.GetProperty("expected").GetString()!);
    }

    private static ChatMessage ReadMessage(JsonElement json)
    {
        var role = new ChatRole(json.GetProperty("role").GetString()!);
        var contents = new List<AIContent>();
        if (json.TryGetProperty("reasoning_content", out var reasoning))
            contents.Add(new TextReasoningContent(reasoning.GetString()));
        if (role == ChatRole.Tool)
            contents.Add(new FunctionResultContent("id", json.GetProperty("content").GetString()));
        else
            contents.AddRange(ReadTexts(json.GetProperty("content")).Select(text => new TextContent(text)));
        if (json.TryGetProperty("tool_calls", out var calls))
            contents.AddRange(calls.EnumerateArray().Select(call => ReadCall(call.GetProperty("function"))));
        var name = json.TryGetProperty("name", out var author) ? author.GetString() : null;
        return new ChatMessage(role, contents) { AuthorName = name };
    }

    private static IEnumerable<string?> ReadTexts(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? [content.GetString()]
        : content.EnumerateArray().Select(part => part.GetProperty("text").GetString());

    private static FunctionCallContent ReadCall(JsonElement function)
    {
        var arguments = function.TryGetProperty("arguments", out var given)
            ? given.EnumerateObject().ToDictionary(pair => pair.Name, pair => (object?)pair.Value)
            : null;
        return new FunctionCallContent("id", function.GetProperty("name").GetString()!, arguments);
    }

    private static AIFunctionDeclaration ReadTool(JsonElement tool)
    {
        var function = tool.GetProperty("function");
        return AIFunctionFactory.CreateDeclaration(
            function.GetProperty("name").GetString()!, function.GetProperty("description").GetString(), function.GetProperty("parameters"));
    }
}
