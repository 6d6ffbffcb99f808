using System.Runtime.CompilerServices;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.TestModels.Scripted;

/// <summary>Answers that depend on the prompt; special tokens are spelled out in both.</summary>
internal sealed class PromptedScript(Func<string, string> answer)
{
    private static readonly Tokenizer Tokenizer = new(new ByteVocabulary());

    private readonly ConditionalWeakTable<GenerationRequest, IReadOnlyList<TokenId>> _answers = [];

    /// <summary>Chooses the next token of a request's answer; its end ends the turn.</summary>
    public TokenId Next(GenerationRequest request, IReadOnlyList<TokenId> sequence) =>
        _answers.GetValue(request, Write)[sequence.Count - request.Prompt.Count];

    private IReadOnlyList<TokenId> Write(GenerationRequest request) =>
        ByteVocabulary.Parse(answer(Tokenizer.Decode(request.Prompt, special: true)) + "<|im_end|>");
}
