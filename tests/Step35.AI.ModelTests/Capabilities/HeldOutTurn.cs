using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Tests.Prompting;

namespace Step35.AI.ModelTests.Capabilities;

/// <summary>One answer that the model has to give, in a conversation whose names, values and phrasings it was not trained on.</summary>
/// <param name="Kind">What the conversation is about.</param>
/// <param name="Before">The messages before the answer.</param>
/// <param name="Tools">The functions that are offered.</param>
/// <param name="Thinks">Whether the model thinks first.</param>
/// <param name="Expected">The right answer.</param>
/// <param name="Facts">Texts that a right last answer holds; none where only the very words are right.</param>
/// <param name="IsSecond">Whether the model has answered the same question with a call before.</param>
internal sealed record HeldOutTurn(
    string Kind,
    IReadOnlyList<ChatMessage> Before,
    IReadOnlyList<AIFunctionDeclaration> Tools,
    bool Thinks,
    ChatMessage Expected,
    IReadOnlyList<string> Facts,
    bool IsSecond)
{
    private const string Resource = "held-out.jsonl.gz";

    /// <summary>Gets the calls that are right.</summary>
    public IReadOnlyList<FunctionCallContent> ExpectedCalls { get; } = [.. Expected.Contents.OfType<FunctionCallContent>()];

    public bool FollowsAResult => Before[^1].Role == ChatRole.Tool;

    /// <summary>Gets every answer of the sample that <c>nano.evaluate --write</c> made.</summary>
    public static IReadOnlyList<HeldOutTurn> All { get; } = [.. ReadLines().SelectMany(line => Read(JsonElement.Parse(line)))];

    private static IEnumerable<string> ReadLines()
    {
        using var stream = typeof(HeldOutTurn).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static IEnumerable<HeldOutTurn> Read(JsonElement json)
    {
        var (messages, tools) = (JsonConversation.ReadMessages(json), JsonConversation.ReadTools(json));
        int[] turns = [.. json.GetProperty("trained_turns").EnumerateArray().Select(turn => turn.GetInt32())];
        string[] facts = [.. json.GetProperty("facts").EnumerateArray().Select(fact => fact.GetString()!)];
        foreach (var turn in turns)
        {
            yield return new HeldOutTurn(
                json.GetProperty("kind").GetString()!,
                [.. messages.Take(turn)],
                tools,
                json.GetProperty("thinks").GetBoolean(),
                messages[turn],
                turn == messages.Count - 1 ? facts : [],
                turn > turns[0]);
        }
    }
}
