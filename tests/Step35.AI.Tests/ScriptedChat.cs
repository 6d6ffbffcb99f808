using Microsoft.Extensions.AI;
using Step35.AI.Hosting;
using Step35.Engine;
using Step35.Engine.Generation;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests;

/// <summary>A chat client over a scripted model, and what the model was asked.</summary>
internal sealed class ScriptedChat : IAsyncDisposable
{
    /// <summary>Scripts one answer for each request; the last one serves all that follow.</summary>
    public ScriptedChat(params string[] answers)
        : this(new ScriptedBackend(new PromptedScript(OneByOne(answers)).Next))
    {
    }

    public ScriptedChat(ScriptedBackend backend, Step35Options? options = null, TimeProvider? time = null)
    {
        Backend = backend;
        Engine = ScriptedEngine.Create(backend, options);
        var path = Engine.Model.Path;
        Client = new Step35ChatClient(new ReadyEngineSource(Engine), path, options ?? new Step35Options(), time);
    }

    public ScriptedBackend Backend { get; }

    public Step35Engine Engine { get; }

    public Step35ChatClient Client { get; }

    /// <summary>Gets the only request that reached the model.</summary>
    public GenerationRequest Request => Assert.Single(Backend.Requests);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets a function that the tests offer.</summary>
    public static AIFunction Weather { get; } = AIFunctionFactory.Create(
        (string city) => $"7 degrees in {city}", "get_weather", "Gets the current weather for a city.");

    public static ChatOptions Offering(params AITool[] tools) => new() { Tools = tools };

    public static string Call(string city) =>
        $"<tool_call>\n<function=get_weather>\n<parameter=city>\n{city}\n</parameter>\n</function>\n</tool_call>";

    /// <summary>Gets a request's prompt with special tokens spelled out.</summary>
    public string PromptOf(GenerationRequest request) => Engine.Tokenizer.Decode(request.Prompt, special: true);

    public Task<ChatResponse> AskAsync(ChatOptions? options = null, string question = "Hello!") =>
        Client.GetResponseAsync(question, options, Token);

    public Task<List<ChatResponseUpdate>> StreamAsync(ChatOptions? options = null, string question = "Hello!") =>
        Client.GetStreamingResponseAsync(question, options, Token).ToListAsync(Token).AsTask();

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private static Func<string, string> OneByOne(string[] answers)
    {
        var asked = 0;
        return _ => answers[Math.Min(asked++, answers.Length - 1)];
    }
}
