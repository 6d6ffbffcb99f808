using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Step35.AI;

namespace Step35.Samples.Structured;

/// <summary>Asks the model for the order in a text.</summary>
internal sealed class OrderExtractor : IAsyncDisposable
{
    private const string Instructions = "Read the order in the user's text and answer as JSON.";

    private readonly ServiceProvider _services;
    private readonly ChatOptions _options = new()
    {
        Instructions = Instructions,
        // The same text gives the same record, and no thought stands before it.
        Temperature = 0,
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None },
    };

    public OrderExtractor(string? modelPath)
    {
        var model = new ModelChoice(modelPath);
        var services = new ServiceCollection();
        services.AddSingleton(model.Configuration);
        services.AddStep35Flash(options =>
        {
            model.Apply(options);
            // A part of the schema that could not be held would be an error instead of a surprise.
            options.Constraints = ConstraintLevel.Strict;
        });
        _services = services.BuildServiceProvider();
    }

    /// <summary>Reads one order. Nothing is parsed by hand: the grammar leaves the model no other answer than an <see cref="Order"/>.</summary>
    public async Task<OrderRow> ExtractAsync(OrderText text, CancellationToken cancellationToken)
    {
        var client = _services.GetRequiredService<IChatClient>();
        var response = await client.GetResponseAsync<Order>(text.Content, _options, cancellationToken: cancellationToken);
        // Only an answer that the context had no more room for is not whole.
        return response.TryGetResult(out var order)
            ? new OrderRow(text.Name, order)
            : throw new InvalidDataException($"The record of '{text.Name}' was cut off ({response.FinishReason}). Shorten the text.");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
