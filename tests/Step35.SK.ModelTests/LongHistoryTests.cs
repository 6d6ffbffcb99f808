using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Step35.AI;
using Step35.TestModels;

namespace Step35.SK.ModelTests;

/// <summary>A chat history that outgrows the context.</summary>
public sealed class LongHistoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ContextOverflow_DropOldestTurns_AnswersAndSaysHowManyAreMissing(bool streaming)
    {
        Assert.SkipUnless(NanoModel.FoundPath is not null, "models/step35-nano.gguf is absent.");
        var kernel = Kernel.CreateBuilder()
            .AddStep35Flash(options => (options.ModelPath, options.ContextLength, options.Threads) = (NanoModel.Path, 512, 1)).Build();
        await using var services = (ServiceProvider)kernel.Services;
        var service = kernel.GetRequiredService<IChatCompletionService>();
        var history = new ChatHistory();
        for (var turn = 0; turn < 100; turn++)
        {
            history.AddUserMessage("Hello!");
            history.AddAssistantMessage("Hello! How can I help you?");
        }

        history.AddUserMessage("Hello!");
        var settings = new Step35PromptExecutionSettings
        {
            Temperature = 0, MaxTokens = 100, ContextOverflow = ContextOverflow.DropOldestTurns, Caller = "Ada",
        };

        var metadata = streaming
            ? (await service.GetStreamingChatMessageContentsAsync(history, settings, kernel, Token).ToListAsync(Token))[^1].Metadata
            : (await service.GetChatMessageContentAsync(history, settings, kernel, Token)).Metadata;

        Assert.InRange((int)metadata!["dropped_messages"]!, 100, 198);
        Assert.Equal(201, history.Count);
    }
}
