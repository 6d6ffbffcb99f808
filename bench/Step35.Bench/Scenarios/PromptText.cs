using Step35.Engine.Tokenization;

namespace Step35.Bench.Scenarios;

/// <summary>Makes prompts of exact lengths; the same seed gives the same prompts, and no two begin alike.</summary>
internal sealed class PromptText(Tokenizer tokenizer, int seed)
{
    private static readonly string[] Vocabulary =
        ("the weather in city is rainy sunny cold warm today and what time file list read result of function call number please tell me about "
        + "report error build test value name small large first last open close house river road market train letter garden window")
        .Split(' ');

    private readonly Random _random = new(seed);

    public Tokenizer Tokenizer => tokenizer;

    /// <summary>Tokenizes text in which special tokens are meant as such.</summary>
    public IReadOnlyList<TokenId> Template(string text) => tokenizer.Encode([new PromptSegment(text, IsTemplate: true)]);

    /// <summary>Makes a random sentence.</summary>
    public string Sentence(int words) => string.Join(' ', _random.GetItems(Vocabulary, words));

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

    public int Next(int least, int most) => _random.Next(least, most + 1);
}
