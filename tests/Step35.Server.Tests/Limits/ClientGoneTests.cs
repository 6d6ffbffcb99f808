using System.Text.Json.Nodes;
using Step35.TestModels.Scripted;

namespace Step35.Server.Tests.Limits;

/// <summary>A client that goes away before it has anything of its answer.</summary>
public class ClientGoneTests
{
    private const int ContextLength = 4096;

    // Nothing in it repeats itself, so that nothing but the client's leaving ends it early.
    private static readonly string Endless = string.Join(' ', Enumerable.Range(0, ContextLength));

    private static readonly Dictionary<string, string> Questions = new()
    {
        ["/v1/chat/completions"] = """{"messages": [{"role": "user", "content": "ENDLESS"}]}""",
        ["/v1/completions"] = """{"prompt": "ENDLESS"}""",
        ["/v1/responses"] = """{"input": "ENDLESS"}""",
        ["/v1/messages"] = """{"max_tokens": 4000, "messages": [{"role": "user", "content": "ENDLESS"}]}""",
        ["/api/chat"] = """{"messages": [{"role": "user", "content": "ENDLESS"}]}""",
        ["/api/generate"] = """{"prompt": "ENDLESS"}""",
    };

    public static MatrixTheoryData<string, bool> Requests => new([.. Questions.Keys], [false, true]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_ClientGone_FreesItsSequence(string path, bool streams)
    {
        var asked = new TaskCompletionSource();
        using var gone = new ManualResetEventSlim();
        var script = new PromptedScript(static prompt => prompt.Contains("ENDLESS", StringComparison.Ordinal) ? Endless : "Hi");
        using var backend = new ScriptedBackend(script.Next)
        {
            SequenceLength = ContextLength,
            BeforeDecode = _ =>
            {
                asked.TrySetResult();
                gone.Wait(Token);
            },
        };
        await using var engine = ScriptedEngine.Create(backend);
        await using var host = await HostUnderTest.StartAsync(engine);
        using var leaving = new CancellationTokenSource();
        var body = JsonNode.Parse(Questions[path])!;
        body["stream"] = streams;
        var asking = host.PostUntilAsync(path, body.ToJsonString(), leaving.Token);
        // A request that is refused never gets there.
        Assert.Same(asked.Task, await Task.WhenAny(asked.Task, asking).WaitAsync(Token));
        await leaving.CancelAsync();
        gone.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        // There is one sequence only.
        await host.AskAsync("/v1/completions", """{"prompt": "On"}""");
        Assert.InRange(backend.ComputedRows, 1, ContextLength / 2);
    }
}
