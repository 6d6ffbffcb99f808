using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.ModelTests.Capabilities;

/// <summary>Says which figures an answer counts towards, and whether it is right.</summary>
internal static class TurnJudge
{
    private const int MostSentences = 4;

    private static readonly string[] SentenceEnds = [". ", "! ", "? "];

    public static IEnumerable<(string Figure, bool IsRight)> Judge(HeldOutTurn turn, ChatResponse response)
    {
        FunctionCallContent[] calls = [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];
        var verdicts = turn.ExpectedCalls.Count > 0 ? JudgeCalls(turn, calls) : [(AnswerFigure(turn), calls is [] && IsRightAnswer(turn, response.Text))];
        return turn.Thinks ? verdicts.Append(("reasoning of 1 to 4 sentences", HasSentences(response))) : verdicts;
    }

    private static IEnumerable<(string Figure, bool IsRight)> JudgeCalls(HeldOutTurn turn, FunctionCallContent[] calls)
    {
        var isRight = calls.Length == turn.ExpectedCalls.Count && turn.ExpectedCalls.Zip(calls).All(pair => AreEqual(pair.First, pair.Second));
        yield return (CallFigure(turn), isRight);
        if (turn.Kind is "known" or "single")
            yield return (turn.Kind == "known" ? "known functions" : "unseen functions", isRight);
        foreach (var (expected, index) in turn.ExpectedCalls.Select((call, index) => (call, index)))
        {
            foreach (var verdict in ArgumentJudge.Judge(turn.Tools.Single(tool => tool.Name == expected.Name), expected, calls.ElementAtOrDefault(index)))
                yield return verdict;
        }
    }

    private static string CallFigure(HeldOutTurn turn) => turn switch
    {
        { ExpectedCalls.Count: > 1 } => "two calls",
        { IsSecond: true } => "dependent call",
        _ => "single call",
    };

    private static string AnswerFigure(HeldOutTurn turn) => turn switch
    {
        { FollowsAResult: true } => "answer from a result",
        { Kind: "no_function" } => "no function",
        { Kind: "echo" } => "repeated text",
        _ => "small talk",
    };

    private static bool IsRightAnswer(HeldOutTurn turn, string text) => turn.FollowsAResult && turn.Facts.Count > 0
        ? turn.Facts.All(fact => text.Contains(fact, StringComparison.Ordinal))
        : text == turn.Expected.Text;

    private static bool AreEqual(FunctionCallContent expected, FunctionCallContent actual) =>
        expected.Name == actual.Name && JsonElement.DeepEquals(ArgumentJudge.ToJson(expected.Arguments), ArgumentJudge.ToJson(actual.Arguments));

    private static bool HasSentences(ChatResponse response)
    {
        var reasoning = string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(part => part.Text));
        var sentences = SentenceEnds.Sum(end => reasoning.Split(end).Length - 1) + 1;
        return reasoning.Trim() is not "" && sentences <= MostSentences;
    }
}
