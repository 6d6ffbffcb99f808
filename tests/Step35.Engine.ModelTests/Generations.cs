using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.TestModels;

namespace Step35.Engine.ModelTests;

internal static class Generations
{
    /// <summary>The length of an answer, unless told otherwise.</summary>
    public const int AnswerTokens = 40;

    /// <summary>Makes a request of the chat form, with the thinking left to the model.</summary>
    public static GenerationRequest Ask(this Step35Engine engine, string question, int maxTokens = AnswerTokens) => new()
    {
        Prompt = engine.Tokenizer.Encode(
        [
            new PromptSegment("<|im_start|>user\n", IsTemplate: true),
            new PromptSegment(question, IsTemplate: false),
            new PromptSegment("<|im_end|>\n<|im_start|>assistant\n<think>\n", IsTemplate: true),
        ]),
        Sampling = new SamplingOptions { Temperature = 0 },
        MaxTokens = maxTokens,
    };

    public static async Task<(string Text, IReadOnlyList<TokenId> Tokens, GenerationSummary Summary)> RunAsync(
        this Step35Engine engine,
        GenerationRequest request) => await engine.CollectAsync(request, TestContext.Current.CancellationToken);
}
