using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace Step35.Conformance;

/// <content>The decorators of Microsoft.Extensions.AI work around the client.</content>
public abstract partial class ChatClientConformance
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Caching_SameQuestion_IsAnsweredOnce(bool streaming)
    {
        var asked = 0;
        using var client = CreateChatClient().AsBuilder().UseDistributedCache(new InMemoryCache()).Use(Count).Build();

        var first = await AskAsync(client, streaming, Question);
        var second = await AskAsync(client, streaming, Question);
        var other = await AskAsync(client, streaming, Question + "!");

        Assert.Equal((first.Text, first.ResponseId, first.Usage!.TotalTokenCount), (second.Text, second.ResponseId, second.Usage!.TotalTokenCount));
        Assert.NotEqual(first.ResponseId, other.ResponseId);
        Assert.Equal(2, asked);

        IChatClient Count(IChatClient inner) => new CountingChatClient(inner, () => asked++);
    }

    [Fact]
    public async Task Caching_InsideFunctionInvocation_AsksAgainOnlyForAnotherResult()
    {
        var asked = 0;
        var result = 42;
        using var client = CreateChatClient().AsBuilder()
            .UseFunctionInvocation(configure: invoking => invoking.MaximumIterationsPerRequest = 1)
            .UseDistributedCache(new InMemoryCache())
            .Use(inner => new CountingChatClient(inner, () => asked++))
            .Build();
        var options = Offering(ChatToolMode.RequireAny, AIFunctionFactory.Create(() => result, "secret_number"));
        options.AllowMultipleToolCalls = false;

        await client.GetResponseAsync(Questions.Secret, options, Token);
        await client.GetResponseAsync(Questions.Secret, options, Token);
        Assert.Equal(2, asked);
        result++;
        await client.GetResponseAsync(Questions.Secret, options, Token);
        Assert.Equal(3, asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logging_Trace_HoldsQuestionAndCall(bool streaming)
    {
        using var log = new RecordingLogger();
        using var client = CreateChatClient().AsBuilder().UseLogging(log).Build();
        await AskAsync(client, streaming, Questions.Secret, Offering(ChatToolMode.RequireAny, AIFunctionFactory.Create(() => 42, "secret_number")));
        Assert.Contains(log.Lines, line => line.Contains(Questions.Secret, StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("\"name\": \"secret_number\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Telemetry_Request_IsATraceWithTokens(bool streaming)
    {
        var source = Guid.CreateVersion7().ToString();
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var client = CreateChatClient().AsBuilder().UseOpenTelemetry(sourceName: source).Build();

        var response = await AskAsync(client, streaming, Question);

        var trace = Assert.Single(ended);
        Assert.StartsWith("chat", trace.DisplayName, StringComparison.Ordinal);
        Assert.Equal(response.Usage!.InputTokenCount, Convert.ToInt64(trace.GetTagItem("gen_ai.usage.input_tokens"), null));
        Assert.Equal(response.Usage.OutputTokenCount, Convert.ToInt64(trace.GetTagItem("gen_ai.usage.output_tokens"), null));
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, bool streaming, string question, ChatOptions? options = null) => streaming
        ? await client.GetStreamingResponseAsync(question, options ?? Greedy, Token).ToChatResponseAsync(Token)
        : await client.GetResponseAsync(question, options ?? Greedy, Token);
}
