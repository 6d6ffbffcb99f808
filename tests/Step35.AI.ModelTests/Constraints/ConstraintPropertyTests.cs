using System.Text.Json;
using CsCheck;
using Json.Schema;
using Microsoft.Extensions.AI;
using Step35.Engine.ModelTests;

namespace Step35.AI.ModelTests.Constraints;

/// <summary>Whatever the schema, and however little the model knows, what it writes satisfies the schema.</summary>
public sealed class ConstraintPropertyTests(RandomChat chat, ITestOutputHelper output) : IClassFixture<RandomChat>
{
    private static readonly EvaluationOptions Strictly = new() { RequireFormatValidation = true };

    private int _answers;
    private int _complete;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponse_RandomSchemas_EveryCallSatisfiesItsOwn()
    {
        await Gen.Select(RandomSchema.Objects, Gen.Int[1, 1_000_000]).SampleAsync(CheckCallAsync, iter: PropertyIterations.OrDefault(60), threads: 1, print: Print);
        Report();
    }

    [Fact]
    public async Task GetResponse_RandomSchemas_EveryJsonAnswerSatisfiesItsOwn()
    {
        await Gen.Select(RandomSchema.Objects, Gen.Int[1, 1_000_000]).SampleAsync(CheckJsonAsync, iter: PropertyIterations.OrDefault(60), threads: 1, print: Print);
        Report();
    }

    private static string Print((string Schema, int Seed) sample) => $"{sample.Schema} (seed {sample.Seed})";

    private async Task CheckCallAsync((string Schema, int Seed) sample)
    {
        var options = Options(sample.Seed);
        options.Tools = [AIFunctionFactory.CreateDeclaration("f", "", JsonElement.Parse(sample.Schema))];
        options.ToolMode = ChatToolMode.RequireAny;
        options.AllowMultipleToolCalls = false;

        var response = await chat.Client.GetResponseAsync("Go!", options, Token);

        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        var calls = contents.OfType<FunctionCallContent>().ToList();
        Count(calls.Count > 0);
        Assert.True(calls.Count == 1 || response.FinishReason == ChatFinishReason.Length, Describe(contents));
        foreach (var call in calls)
            AssertSatisfies(sample.Schema, JsonSerializer.SerializeToElement(call.Arguments, AIJsonUtilities.DefaultOptions));
    }

    private async Task CheckJsonAsync((string Schema, int Seed) sample)
    {
        var options = Options(sample.Seed);
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(sample.Schema));

        var response = await chat.Client.GetResponseAsync("Go!", options, Token);

        var isComplete = response.FinishReason == ChatFinishReason.Stop;
        Count(isComplete);
        if (isComplete)
            AssertSatisfies(sample.Schema, JsonElement.Parse(response.Text));
    }

    private static ChatOptions Options(int seed) => new()
    {
        Seed = seed,
        Temperature = 2,
        MaxOutputTokens = 600,
        Reasoning = new() { Effort = ReasoningEffort.None },
    };

    private static void AssertSatisfies(string schema, JsonElement value)
    {
        var result = JsonSchema.FromText(schema).Evaluate(value, Strictly);
        Assert.True(result.IsValid, $"{value} does not satisfy {schema}");
    }

    private static string Describe(IEnumerable<AIContent> contents) => string.Join('\n', contents.Select(content => content switch
    {
        ErrorContent error => $"{error.Message} {error.Details}",
        TextContent text => text.Text,
        _ => content.GetType().Name,
    }));

    private void Count(bool isComplete)
    {
        _answers++;
        _complete += isComplete ? 1 : 0;
    }

    // Answers that are cut off at the token limit prove nothing, so there must be few.
    private void Report()
    {
        output.WriteLine($"{_complete} of {_answers} answers were complete.");
        Assert.InRange(_complete, _answers * 3 / 4, _answers);
    }
}
