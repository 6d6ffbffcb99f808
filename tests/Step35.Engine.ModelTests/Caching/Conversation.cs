using Step35.Engine.Tokenization;

namespace Step35.Engine.ModelTests.Caching;

/// <summary>One conversation in tokens, as an agent would lead it.</summary>
internal sealed class Conversation(Tokenizer tokenizer, int longestPrompt)
{
    private const int SystemTokens = 320;
    private const int TurnTokens = 70;
    private const string TurnEnd = "<|im_end|>\n";
    private const string AnswerStart = "<|im_start|>assistant\n<think>\n";

    private static readonly string[] Systems =
    [
        "You are a helpful assistant.\n\n# Tools\n\nYou may call functions.\n<tools>\n"
            + "{\"type\": \"function\", \"function\": {\"name\": \"get_weather\", \"description\": \"Gets the current weather for a city.\"}}\n"
            + "{\"type\": \"function\", \"function\": {\"name\": \"read_file\", \"description\": \"Reads a file.\"}}\n</tools>\n",
        "You are a careful clerk. Answer in one sentence.\n\n# Tools\n\nYou may call functions.\n<tools>\n"
            + "{\"type\": \"function\", \"function\": {\"name\": \"convert_currency\", \"description\": \"Converts an amount of money.\"}}\n</tools>\n",
    ];

    private static readonly string[] Questions =
    [
        "What is the weather in Oslo? Then read the file notes.txt, add 3 and 4, and send the sum to me by email. ",
        "Hello! Who are you? What can you do for me today, and what is the time in Paris and in Rome? ",
        "Thanks! Convert 20 dollars to euros, multiply the result by 6, and create a reminder in 10 minutes. ",
    ];

    private readonly List<int> _branchPoints = [];

    /// <summary>Gets the last request's prompt.</summary>
    public TokenId[] Prompt { get; private set; } = [];

    /// <summary>Gets where later prompts are likely to differ from it.</summary>
    public IReadOnlyList<int> BranchPoints => _branchPoints;

    /// <summary>Makes the next prompt.</summary>
    /// <param name="step">How it follows on the last one.</param>
    /// <param name="answer">What was answered to that.</param>
    public void Move(ReuseStep step, TokenId[] answer)
    {
        var move = Prompt.Length == 0 || Prompt.Length + answer.Length + (2 * TurnTokens) > longestPrompt ? ReuseMove.Begin : step.Move;
        switch (move)
        {
            case ReuseMove.Begin:
                GoBackTo(0);
                Append(Take("<|im_start|>system\n", Systems[step.Text % Systems.Length], SystemTokens), Encode(TurnEnd));
                AppendQuestion(step.Text);
                break;
            case ReuseMove.NextRound:
                Append(answer, Take("\n<|im_start|>tool_response\n", Questions[step.Text], TurnTokens / 2), Encode(TurnEnd), Encode(AnswerStart));
                break;
            case ReuseMove.NextTurn:
                GoBackTo(_branchPoints[^1]);
                Append(Take("<|im_start|>assistant\n", Questions[step.Text], TurnTokens / 4), Encode(TurnEnd));
                AppendQuestion(step.Text);
                break;
            case ReuseMove.Edit:
                GoBackTo(Math.Clamp(_branchPoints[step.Text % _branchPoints.Count] + step.Offset, 1, Prompt.Length));
                Append(Take(string.Empty, Questions[step.Text], step.EditTokens));
                break;
        }
    }

    private void AppendQuestion(int text)
    {
        _branchPoints.Add(Prompt.Length);
        Append(Take("<|im_start|>user\n", Questions[text], TurnTokens), Encode(TurnEnd));
        _branchPoints.Add(Prompt.Length);
        Append(Encode(AnswerStart));
    }

    private void GoBackTo(int length)
    {
        Prompt = Prompt[..length];
        _branchPoints.RemoveAll(point => point >= length);
        if (length > 0)
            _branchPoints.Add(length);
    }

    private void Append(params ReadOnlySpan<TokenId[]> parts)
    {
        foreach (var part in parts)
            Prompt = [.. Prompt, .. part];
    }

    private TokenId[] Take(string start, string text, int count) => Encode(start + string.Concat(Enumerable.Repeat(text, 8)))[..count];

    private TokenId[] Encode(string text) => [.. tokenizer.Encode([new PromptSegment(text, IsTemplate: true)])];
}
