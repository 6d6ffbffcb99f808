using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Step35.AI.Terminals;
using Step35.SK;

#pragma warning disable SKEXP0110 // Reasoning contents are marked experimental in Semantic Kernel.

namespace Step35.Samples.ConsoleAgent;

/// <summary>A Semantic Kernel agent with two plugins and a memory of the conversation.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly Kernel _kernel;
    private readonly AnswerWriter _writer;
    private readonly PromptExecutionSettings _settings;
    private readonly ChatHistory _history = [];

    public Agent(AgentSettings settings, AnswerWriter writer)
    {
        _writer = writer;
        var model = new ModelChoice(settings.ModelPath);
        _settings = new Step35PromptExecutionSettings
        {
            Temperature = settings.Temperature ?? (model.IsSmall ? 0 : null),
            FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(),
        };

        var builder = Kernel.CreateBuilder().AddStep35Flash(options =>
        {
            model.Apply(options);
            options.ContextLength = settings.ContextLength;
        });
        builder.Plugins.AddFromType<WeatherPlugin>("Weather").AddFromType<ClockPlugin>("Clock");
        builder.Services.AddSingleton(model.Configuration);
        builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(new CallWriter(writer));
        _kernel = builder.Build();
    }

    /// <summary>Writes the answer to one question; an answer that is cancelled or fails leaves no trace in the memory.</summary>
    public async Task AnswerAsync(string question, CancellationToken cancellationToken)
    {
        using var span = Telemetry.StartAnswer();
        var remembered = _history.Count;
        _history.AddUserMessage(question);
        try
        {
            var answer = new StringBuilder();
            var chat = _kernel.GetRequiredService<IChatCompletionService>();
            await foreach (var update in chat.GetStreamingChatMessageContentsAsync(_history, _settings, _kernel, cancellationToken))
            {
                foreach (var reasoning in update.Items.OfType<StreamingReasoningContent>())
                    _writer.Write(new TextReasoningContent(reasoning.Text));
                _writer.Write(new Microsoft.Extensions.AI.TextContent(update.Content));
                answer.Append(update.Content);
            }

            _history.AddAssistantMessage(answer.ToString());
        }
        catch
        {
            _history.RemoveRange(remembered, _history.Count - remembered);
            throw;
        }
        finally
        {
            _writer.EndBlock();
        }
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_kernel.Services).DisposeAsync();
}
