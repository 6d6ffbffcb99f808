using Step35.Engine.Tokenization;

namespace Step35.Bench.Scenarios;

/// <summary>Makes prompts of exact lengths; the same seed gives the same prompts, and no two begin alike.</summary>
internal sealed class PromptText(Tokenizer tokenizer, int seed)
{
    private readonly RandomWords _words = new(seed);

    public Tokenizer Tokenizer => tokenizer;

    /// <summary>Tokenizes text in which special tokens are meant as such.</summary>
    public IReadOnlyList<TokenId> Template(string text) => tokenizer.Encode([new PromptSegment(text, IsTemplate: true)]);

    /// <summary>Makes a random sentence.</summary>
    public string Sentence(int words) => _words.Sentence(words);

    /// <summary>Makes random words that are so many tokens.</summary>
    public IReadOnlyList<TokenId> Words(int tokens) => [.. tokenizer.Encode(Sentence(tokens)).Take(tokens)];

    /// <summary>Makes the prompt of a chat whose user has said little or much.</summary>
    /// <param name="length">The length of the whole prompt in tokens.</param>
    public IReadOnlyList<TokenId> Chat(int length)
    {
        var start = Template("<|im_start|>user\n");
        var end = Template("<|im_end|>\n<|im_start|>assistant\n<think>\n");
        IReadOnlyList<TokenId> bos = tokenizer.BeginningOfText is { } token ? [token] : [];
        return [.. bos, .. start, .. Words(length - bos.Count - start.Count - end.Count), .. end];
    }

    public int Next(int least, int most) => _words.Next(least, most);
}
