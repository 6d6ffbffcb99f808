using Step35.AI.Prompting;
using Step35.Bench.Contestants;
using Step35.Bench.LlamaServerAgreement;
using Step35.Bench.Scenarios;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Drafting;

/// <summary>Prompts of one kind.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Create">Makes those of a run.</param>
internal sealed record PromptSet(string Name, Func<PromptText, IReadOnlyList<CompletionRequest>> Create)
{
    private const int AnswerLength = 128;
    private const int Texts = 8;
    private const int TextLength = 32;

    public static IReadOnlyList<PromptSet> All { get; } =
    [
        // What step35-nano was trained for: it ends these answers itself, which what follows an ending would spoil.
        new("chats", text => [.. Conversations.All.Select(chat => new CompletionRequest(Render(chat, text.Tokenizer), AnswerLength) { MayEnd = true })]),
        new("words", text => [.. Enumerable.Range(0, Texts).Select(_ => new CompletionRequest(text.Chat(TextLength), AnswerLength))]),
    ];

    private static IReadOnlyList<TokenId> Render(PromptRequest chat, Tokenizer tokenizer) =>
        tokenizer.Encode(PromptRenderer.Render(chat with { BosText = tokenizer.BeginningOfTextSpelling }));
}
