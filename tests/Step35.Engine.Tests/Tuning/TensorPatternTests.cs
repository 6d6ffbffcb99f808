using Step35.Engine.Tuning;

namespace Step35.Engine.Tests.Tuning;

public sealed class TensorPatternTests
{
    [Theory]
    [InlineData(@"blk\.4\.ffn_.*_exps")]
    [InlineData(@"blk\.(33|34|35)\.ffn_(up|down|gate)_exps\.")]
    [InlineData(@"^blk\.[0-9]+\.attn_[^.*+]+$")]
    [InlineData(@"blk\.\d{1,2}\.(ffn)?_.*")]
    [InlineData("output")]
    public void IsSafe_OrdinaryPattern_IsTrue(string pattern) => Assert.True(TensorPattern.IsSafe(pattern));

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("[z-a]")]
    [InlineData("[]a]")]
    [InlineData("[[:digit:]]")]
    [InlineData("(?<=blk)a")]
    [InlineData("(?i)a")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\p{L}")]
    [InlineData(@"\x41")]
    [InlineData("a{")]
    [InlineData("(a*)*b")]
    [InlineData("(.|.)+b")]
    [InlineData("(a){2,}")]
    [InlineData(".*.*.*.*x")]
    public void IsSafe_PatternThatCppReadsOtherwiseOrSlowly_IsFalse(string pattern) => Assert.False(TensorPattern.IsSafe(pattern));
}
