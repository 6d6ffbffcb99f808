using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Parsing;

namespace Step35.AI.Tests.Parsing;

/// <summary>One answer of the corpus and what must be read from it.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Marks">Circumstances: thinking, cut off, no tools.</param>
/// <param name="Answer">What the model wrote.</param>
/// <param name="Expected">Each thing that is read, as a line of JSON.</param>
internal sealed record ToolCallCase(string Name, IReadOnlyList<string> Marks, string Answer, IReadOnlyList<string> Expected)
{
    private const string CorpusPath = "tests/Step35.AI.Tests/Parsing/tool-call-corpus.txt";
    private const string CaseStart = "=== ";
    private const string AnswerEnd = "--->";
    private const string ToolStart = "tool ";

    private static readonly string[] Lines = File.ReadAllLines(FindCorpus());

    public static OfferedFunctions Tools { get; } =
        new([.. Lines.Where(line => line.StartsWith(ToolStart, StringComparison.Ordinal)).Select(line => ReadTool(line[ToolStart.Length..]))]);

    public static IReadOnlyList<ToolCallCase> All { get; } = [.. ReadAll()];

    public bool IsThinking => Marks.Contains("thinking");

    public bool IsCutOff => Marks.Contains("cut off");

    public OfferedFunctions Offered => Marks.Contains("no tools") ? OfferedFunctions.Unknown : Tools;

    private static IEnumerable<ToolCallCase> ReadAll()
    {
        var starts = Enumerable.Range(0, Lines.Length).Where(line => Lines[line].StartsWith(CaseStart, StringComparison.Ordinal));
        foreach (var start in starts)
        {
            var title = Lines[start][CaseStart.Length..].TrimEnd(')').Split(" (");
            string[] answer = [.. Lines.Skip(start + 1).TakeWhile(line => line != AnswerEnd)];
            string[] expected = [.. Lines.Skip(start + 2 + answer.Length).TakeWhile(line => line.StartsWith('{'))];
            yield return new ToolCallCase(title[0], title.Length > 1 ? title[1].Split(", ") : [], Spell(string.Join('\n', answer)), expected);
        }
    }

    // Signs for what an editor would not show, or would cut.
    private static string Spell(string text) =>
        text.Replace('␠', ' ').Replace('␉', '\t').Replace('␍', '\r').Replace("␊", "", StringComparison.Ordinal);

    private static AIFunctionDeclaration ReadTool(string line)
    {
        var tool = JsonElement.Parse(line);
        return AIFunctionFactory.CreateDeclaration(tool.GetProperty("name").GetString()!, description: null, tool.GetProperty("parameters"));
    }

    private static string FindCorpus()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, CorpusPath)))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? "", CorpusPath);
    }
}
