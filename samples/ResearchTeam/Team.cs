using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Step35.Samples.ResearchTeam;

/// <summary>A planner, workers and a critic who answer a question together, over one model.</summary>
/// <param name="client">The model; it should run as many requests side by side as there are workers.</param>
/// <param name="question">The question of the whole team.</param>
internal sealed class Team(IChatClient client, string question)
{
    private const int MaxAnswerTokens = 400;

    // All members share these words and add their task behind them, so the engine's prefix cache can serve them.
    private readonly ChatMessage _briefing = new(ChatRole.System, $"""
        You belong to a small research team. The planner divides the question into parts, workers answer one part each, and the critic
        checks what they found and writes the answer. All of you keep to these rules:
        - Answer briefly and in plain words, without headings and lists.
        - Tell what you know from what you only suppose, and say where you know it from.
        - Numbers come with their unit and with the year that they are from.
        - When you do not know something, say so; a gap that is named is worth more than a guess.
        - Do not repeat the question and do not speak about the team or about yourself.
        The team's question is: {question}
        """);

    /// <summary>Runs plan, work and criticism; contributions come as they are made.</summary>
    public async IAsyncEnumerable<Contribution> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (plan, planned) = await PlanAsync(cancellationToken);
        yield return planned;
        // Side by side: the engine decodes one token of every worker in each step.
        var found = await Task.WhenAll(plan.Subquestions.Select((subquestion, index) =>
            AskAsync($"worker {index + 1}", $"You are a worker. Answer this part only: {subquestion.Text}", cancellationToken)));
        foreach (var contribution in found)
            yield return contribution;
        yield return await AskAsync("critic", $"""
            You are the critic. Here is what the workers found; name what is wrong or missing, then answer the question.
            {string.Join('\n', found.AsEnumerable())}
            """, cancellationToken);
    }

    private async Task<(Plan Plan, Contribution Contribution)> PlanAsync(CancellationToken cancellationToken)
    {
        var messages = Write("You are the planner. Divide the question into parts. Answer as JSON.");
        var options = Options();
        // The schema would end the system text; without it the briefing is the same for all, and the cache has it for the workers.
        options.AdditionalProperties = new() { ["schema_in_prompt"] = false };
        var response = await client.GetResponseAsync<Plan>(messages, options, cancellationToken: cancellationToken);
        if (!response.TryGetResult(out var plan))
            throw new InvalidDataException($"The plan was cut off ({response.FinishReason}). Ask a shorter question.");
        var text = string.Join(" | ", plan.Subquestions.Select(subquestion => subquestion.Text));
        return (plan, new Contribution("planner", text, response.Usage));
    }

    private async Task<Contribution> AskAsync(string member, string task, CancellationToken cancellationToken)
    {
        var response = await client.GetResponseAsync(Write(task), Options(), cancellationToken);
        return new Contribution(member, response.Text.Trim(), response.Usage);
    }

    private ChatMessage[] Write(string task) => [_briefing, new(ChatRole.User, task)];

    private static ChatOptions Options() => new()
    {
        Temperature = 0,
        MaxOutputTokens = MaxAnswerTokens,
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None },
    };
}
