using System.Diagnostics;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Contestants;

/// <summary>Takes down tokens as they arrive.</summary>
internal sealed class CompletionRecorder(CompletionRequest request)
{
    // The time between two tokens is the least that can be measured.
    private const int ShortestAnswer = 2;

    private readonly List<TokenId> _answer = [];
    private readonly List<long> _arrivals = [];
    private readonly long _start = Stopwatch.GetTimestamp();

    public void Add(TokenId token)
    {
        _arrivals.Add(Stopwatch.GetTimestamp());
        _answer.Add(token);
        request.OnToken?.Invoke(_answer.Count);
    }

    /// <summary>Ends the answer.</summary>
    /// <exception cref="BenchException">It has not the length that was asked for.</exception>
    public Completion Finish(string name, TimeSpan readingTime, TimeSpan writingTime)
    {
        if (_answer.Count != request.AnswerLength && !(request.MayEnd && _answer.Count >= ShortestAnswer))
            throw new BenchException($"{name} gave {_answer.Count} tokens instead of {request.AnswerLength}; what it measures means nothing.");
        return new Completion
        {
            Request = request,
            Answer = _answer,
            Start = _start,
            Arrivals = _arrivals,
            ReadingTime = readingTime,
            WritingTime = writingTime,
        };
    }
}
