using Step35.Engine.Generation;

namespace Step35.Engine.Tests.Generation;

public class GrammarSizeTests
{
    [Theory]
    [InlineData("root ::= ((a) (b))\na ::= \"a\"\nb ::= \"b\"", 2, 3)]
    [InlineData("root ::= \"((::=\" (\"a\")", 1, 1)]
    [InlineData("root ::= \"\\\"((\" (\"a\")", 1, 1)]
    [InlineData("root ::= \"\\\\\" ((\"a\"))", 2, 1)]
    [InlineData("root ::= [((\\](\"] (\"a\")", 1, 1)]
    [InlineData("root ::= <((\"> (\"a\")", 1, 1)]
    [InlineData("# ((( ::= \"\nroot ::= (\"a\")", 1, 1)]
    [InlineData("root ::= )))((\"a\"", 2, 1)]
    [InlineData("root ::= \"((", 0, 1)]
    [InlineData("", 0, 0)]
    public void Measure_Grammar_CountsWhatTheParserSees(string grammar, int depth, int rules) =>
        Assert.Equal(new GrammarSize(depth, rules), GrammarSize.Measure(grammar));
}
