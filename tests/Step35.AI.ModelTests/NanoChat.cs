using Microsoft.Extensions.AI;
using Step35.Engine;
using Step35.TestModels;

namespace Step35.AI.ModelTests;

/// <summary>The small trained model behind a chat client, loaded once for the tests of a class.</summary>
public sealed class NanoChat : IAsyncLifetime
{
    private Step35Engine? _engine;

    /// <summary>Gets options for the small model; one thread, since several test programs share the machine.</summary>
    public static Step35Options Options => new() { ModelPath = NanoModel.Path, ContextLength = 1024, Threads = 1, MaxSequences = 4 };

    /// <summary>Gets the function that the model was trained to call.</summary>
    public static AIFunction Weather { get; } = AIFunctionFactory.Create(
        ([System.ComponentModel.Description("The city name.")] string city) => new { city, temperature = 7, condition = "rainy" },
        "get_weather",
        "Gets the current weather for a city.");

    /// <summary>Gets options that leave nothing to chance.</summary>
    public static ChatOptions Greedy => new() { Temperature = 0, MaxOutputTokens = 300 };

    public Step35Engine Engine => _engine ?? throw new InvalidOperationException("Not loaded.");

    public static ChatOptions Offering(ChatToolMode? mode = null)
    {
        var options = Greedy;
        (options.Tools, options.ToolMode) = ([Weather], mode);
        return options;
    }

    public Step35ChatClient CreateClient() => new(Engine);

    public async ValueTask InitializeAsync() => _engine = await Step35Engine.LoadAsync(Options);

    public ValueTask DisposeAsync() => _engine?.DisposeAsync() ?? ValueTask.CompletedTask;
}
