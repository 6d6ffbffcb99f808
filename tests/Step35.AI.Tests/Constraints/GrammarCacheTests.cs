using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Step35.AI.Constraints;
using Step35.AI.Constraints.Writing;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Constraints;

public sealed class GrammarCacheTests
{
    [Fact]
    public void Get_SameForm_IsCompiledOnce()
    {
        var cache = new GrammarCache(NullLogger.Instance);

        var first = Get(cache, Form("""{"type":"integer"}"""));

        Assert.Same(first, Get(cache, Form("""{"type":"integer"}""")));
        Assert.NotSame(first, Get(cache, Form("""{"type":"string"}""")));
        Assert.NotSame(first, Get(cache, Form("""{"type":"integer"}""") with { BeginsWithReasoning = true }));
    }

    [Fact]
    public void Get_ManyForms_ForgetsTheOneUsedLongestAgo()
    {
        var cache = new GrammarCache(NullLogger.Instance);
        var (first, second) = (Get(cache, Form("1", 0)), Get(cache, Form("1", 1)));
        for (var number = 2; number <= 32; number++)
        {
            Get(cache, Form("1", 0));
            Get(cache, Form("1", number));
        }

        Assert.Same(first, Get(cache, Form("1", 0)));
        Assert.NotSame(second, Get(cache, Form("1", 1)));
    }

    [Fact]
    public void Get_KeywordThatNoGrammarHolds_IsLoggedWithItsPlace()
    {
        var log = new LogRecorder();

        Get(new GrammarCache(log), Form("""{"type":"array","uniqueItems":true}"""));

        Assert.Contains("ResponseFormat #/uniqueItems", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    private static CompiledGrammar Get(GrammarCache cache, AnswerForm form) => cache.Get(form, TestContext.Current.CancellationToken);

    private static AnswerForm Form(string schema, int? number = null) => new()
    {
        JsonSchema = JsonElement.Parse(number is null ? schema : $$"""{"const":{{number}}}"""),
    };
}
