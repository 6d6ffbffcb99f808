using CsCheck;
using Step35.Engine.Thinking;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Tests.Thinking;

public sealed class ThinkingBudgetTests
{
    private static readonly TokenId Start = new(1);
    private static readonly TokenId End = new(2);
    private static readonly TokenId Call = new(3);
    private static readonly TokenId Line = new(4);
    private static readonly TokenId Word = new(5);

    [Fact]
    public void Given_BudgetUsedUp_ClosesThinkingTokenByToken()
    {
        var answer = Write(Limit(2), 6, _ => Word);
        Assert.Equal([Word, Word, Line, End, Line, Word], answer);
    }

    [Fact]
    public void Given_ThinkingEndsInTime_IsNull()
    {
        TokenId[] words = [Word, End, Word, Word, Word];
        Assert.Equal(words, Write(Limit(2), 5, index => words[index]));
    }

    [Fact]
    public void Given_ThinkingEndsWithTheLastToken_IsNull()
    {
        TokenId[] words = [Word, End, Word];
        Assert.Equal(words, Write(Limit(2), 3, index => words[index]));
    }

    [Fact]
    public void Given_CallInThinking_EndsIt()
    {
        TokenId[] words = [Word, Call, Word, Word, Word];
        Assert.Equal(words, Write(Limit(2), 5, index => words[index]));
    }

    [Fact]
    public void Given_ThinkingOpensAgain_GoesOnCounting()
    {
        TokenId[] words = [Word, End, Word, Start, Word, Word];
        Assert.Equal([Word, End, Word, Start, Word, Line], Write(Limit(2), 6, index => words[index]));
    }

    [Fact]
    public void Given_OpensAgainWithNothingLeft_ClosesAtOnce()
    {
        TokenId[] words = [Word, Line, End, Line, Start, Word, Word];
        Assert.Equal([Word, Line, End, Line, Start, Line, End], Write(Limit(1), 7, index => words[index]));
    }

    [Fact]
    public void Given_ClosedFromTheStart_WaitsForThinking()
    {
        TokenId[] words = [Word, Word, Start, Word, Word];
        Assert.Equal([Word, Word, Start, Word, Line], Write(Limit(1) with { StartsOpen = false }, 5, index => words[index]));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(3, 5)]
    [InlineData(9, 5)]
    public void Given_UsedUpInsideACharacter_WaitsForItsRestButNoLonger(int furtherBytes, int expected)
    {
        var budget = new ThinkingBudget(Limit(2));
        var written = 0;
        for (; budget.Given is null; written++)
            budget.Observe(Word, isInCharacter: written < 1 + furtherBytes);
        Assert.Equal(expected, written);
    }

    [Fact]
    public void Given_AnyModel_NeverThinksLonger() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5].Select(value => new TokenId(value)).Array[30], Gen.Bool).Sample((budget, words, startsOpen) =>
        {
            var answer = Write(Limit(budget) with { StartsOpen = startsOpen }, words.Length, index => words[index]);
            Assert.InRange(CountFreeThought(answer, startsOpen), 0, budget + CountClosings(answer));
        });

    private static ThinkingLimit Limit(int tokens) =>
        new() { MaxTokens = tokens, Start = Start, Ends = [End, Call], Closing = [Line, End, Line], StartsOpen = true };

    private static TokenId[] Write(ThinkingLimit limit, int length, Func<int, TokenId> choose)
    {
        var budget = new ThinkingBudget(limit);
        var answer = new TokenId[length];
        for (var index = 0; index < length; index++)
        {
            answer[index] = budget.Given ?? choose(index);
            budget.Observe(answer[index], isInCharacter: false);
        }

        return answer;
    }

    private static int CountFreeThought(TokenId[] answer, bool isOpen)
    {
        var count = 0;
        foreach (var token in answer)
        {
            var ends = token == End || token == Call;
            count += isOpen && !ends ? 1 : 0;
            isOpen = isOpen ? !ends : token == Start;
        }

        return count;
    }

    // Each closing writes a line break before it ends the thought.
    private static int CountClosings(TokenId[] answer) => answer.Count(token => token == Start) + 1;
}
