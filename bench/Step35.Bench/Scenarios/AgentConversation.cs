using Step35.Bench.Contestants;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Scenarios;

/// <summary>A conversation of an agent in exact tokens: what the model wrote goes back to it as it was written.</summary>
internal sealed class AgentConversation
{
    private const int InstructionWords = 60;
    private const int QuestionWords = 20;

    private readonly PromptText _text;
    private readonly IReadOnlyList<TokenId> _answerStart;
    private readonly IReadOnlyList<TokenId> _thinkStart;
    private readonly IReadOnlyList<TokenId> _turnEnd;
    private readonly IReadOnlyList<TokenId> _opening;
    private readonly int _firstUserTurn;
    private readonly List<(IReadOnlyList<TokenId> Answer, IReadOnlyList<TokenId> Result)> _rounds = [];

    public AgentConversation(PromptText text)
    {
        _text = text;
        _answerStart = text.Template("<|im_start|>assistant\n");
        _thinkStart = text.Template("<think>\n");
        _turnEnd = text.Template("<|im_end|>\n");
        var prompt = AgentTools.Open(text.Tokenizer, text.Sentence(InstructionWords), text.Sentence(QuestionWords));
        _opening = [.. prompt.SkipLast(_answerStart.Count + _thinkStart.Count)];
        _firstUserTurn = _opening.ToList().LastIndexOf(_answerStart[0]);
    }

    /// <summary>Adds an answer and the result of the function that it called.</summary>
    public void Add(IReadOnlyList<TokenId> answer, int resultLength) => _rounds.Add((
        answer,
        [
            .. _text.Template("<|im_start|>tool_response\n<tool_response>"),
            .. _text.Words(resultLength),
            .. _text.Template("</tool_response><|im_end|>\n"),
        ]));

    /// <summary>Asks for the next answer; all reasoning so far is part of the prompt.</summary>
    public CompletionRequest Continue(int answerLength)
    {
        List<TokenId> prompt = [.. _opening];
        foreach (var (answer, result) in _rounds)
            prompt.AddRange([.. _answerStart, .. _thinkStart, .. answer, .. _turnEnd, .. result]);
        prompt.AddRange([.. _answerStart, .. _thinkStart]);
        return new CompletionRequest(prompt, answerLength) { BranchPoints = [_firstUserTurn, _opening.Count + _answerStart.Count] };
    }

    /// <summary>Asks something new: from here on the history is without reasoning, for which the first half of each answer stands.</summary>
    public CompletionRequest AskAgain(IReadOnlyList<TokenId> lastAnswer, int answerLength)
    {
        List<TokenId> prompt = [.. _opening];
        foreach (var (answer, result) in _rounds)
            prompt.AddRange([.. _answerStart, .. WithoutReasoning(answer), .. _turnEnd, .. result]);
        prompt.AddRange([.. _answerStart, .. WithoutReasoning(lastAnswer), .. _turnEnd]);
        var userTurn = prompt.Count;
        prompt.AddRange([.. _text.Template("<|im_start|>user\n"), .. _text.Words(QuestionWords), .. _turnEnd, .. _answerStart]);
        var answerText = prompt.Count;
        prompt.AddRange(_thinkStart);
        return new CompletionRequest(prompt, answerLength) { BranchPoints = [_firstUserTurn, userTurn, answerText] };
    }

    private static IEnumerable<TokenId> WithoutReasoning(IReadOnlyList<TokenId> answer) => answer.Skip(answer.Count / 2);
}
