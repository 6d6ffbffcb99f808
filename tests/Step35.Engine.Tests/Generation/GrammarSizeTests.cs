using Step35.Engine.Generation;

namespace Step35.Engine.Tests.Generation;

public class GrammarSizeTests
{
    [Theory]
    [InlineData("root ::= ((a) (b))\na ::= \"a\"\nb ::= \"b\"", 2, 6)]
    [InlineData("root ::= \"((::=\" (\"a\")", 1, 2)]
    [InlineData("root ::= \"\\\"((\" (\"a\")", 1, 2)]
    [InlineData("root ::= \"\\\\\" ((\"a\"))", 2, 3)]
    [InlineData("root ::= [((\\](\"] (\"a\")", 1, 2)]
    [InlineData("root ::= <((\"> (\"a\")", 1, 2)]
    [InlineData("# ((( ::= \"\nroot ::= (\"a\")", 1, 2)]
    [InlineData("root ::= )))((\"a\"", 2, 3)]
    [InlineData("root ::= \"((", 0, 1)]
    [InlineData("root ::= \"a\"* \"b\"+ \"c\"?", 0, 4)]
    [InlineData("root ::= \"a\"{3} \"b\"{2,} \"c\"{2, 7} \"d\"{,9}", 0, 8)]
    [InlineData("root ::= \"a\"{0,4000000000} \"b\"{0,99999} \"c\"{0,               9}", 0, 4002)]
    [InlineData("", 0, 0)]
    public void Measure_Grammar_CountsWhatTheParserSees(string grammar, int depth, long rules) =>
        Assert.Equal(new GrammarSize(depth, rules), GrammarSize.Measure(grammar));
}
