namespace Step35.TestModels;

/// <summary>A small byte-level vocabulary with the special tokens of the model's chat format.</summary>
public static class TestVocabulary
{
    private const int Normal = 1;
    private const int Control = 3;
    private const int UserDefined = 4;
    private const int Unused = 5;

    private static readonly string[] Merges =
    [
        "h e", "l l", "Ġ t", "i n", "e r", "o u", "a n", "r e", "Ġt he", "he ll", "hell o", "Ġ w", "o r", "l d",
        "Ġ a", "Ġw or", "Ġwor ld", "in g", "e n", "o n", "a t", "i s", "Ġ is", "Ġa n", "Ġan d", "t he", "s t",
    ];

    private static readonly (string Text, int Type)[] Specials =
    [
        (Bos, Control),
        ("<|end_of_sentence|>", Control),
        ("<|pad|>", Control),
        ("<|im_start|>", Control),
        (Eos, Control),
        ("<think>", UserDefined),
        ("</think>", UserDefined),
        ("<tool_call>", UserDefined),
        ("</tool_call>", UserDefined),
        ("<tool_response>", UserDefined),
        ("</tool_response>", UserDefined),
        ("<im_patch>", UserDefined),
    ];

    public const string Bos = "<|begin_of_sentence|>";

    public const string Eos = "<|im_end|>";

    /// <summary>Renders plain turns; a stand-in for the model's own template, which has tools and reasoning as well.</summary>
    public const string ChatTemplate =
        "{{bos_token}}{%- for message in messages -%}"
        + "{{'<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n'}}{%- endfor -%}"
        + "{%- if add_generation_prompt -%}{{'<|im_start|>assistant\\n<think>\\n'}}{%- endif -%}";

    /// <summary>Gets the texts of all tokens: bytes, merged texts, special tokens, then the padding.</summary>
    public static IReadOnlyList<string> Tokens(int padding) =>
    [
        .. Enumerable.Range(0, 256).Select(value => ByteToken((byte)value)),
        .. Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)),
        .. Specials.Select(special => special.Text),
        .. Enumerable.Range(0, padding).Select(i => $"[PAD{i}]"),
    ];

    public static void AddTo(GgufWriter writer, int padding)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var tokens = Tokens(padding);
        writer.Add("tokenizer.ggml.model", GgufValues.Of("gpt2"));
        writer.Add("tokenizer.ggml.pre", GgufValues.Of("deepseek-v3"));
        writer.Add("tokenizer.ggml.tokens", GgufValues.OfStrings(tokens));
        writer.Add("tokenizer.ggml.token_type", GgufValues.OfArray(Types(tokens.Count, padding)));
        writer.Add("tokenizer.ggml.merges", GgufValues.OfStrings(Merges));
        writer.Add("tokenizer.ggml.bos_token_id", GgufValues.Of(IndexOf(tokens, Bos)));
        writer.Add("tokenizer.ggml.eos_token_id", GgufValues.Of(IndexOf(tokens, Eos)));
        writer.Add("tokenizer.ggml.add_bos_token", GgufValues.Of(false));
        writer.Add("tokenizer.chat_template", GgufValues.Of(ChatTemplate));
    }

    private static int[] Types(int count, int padding) =>
    [
        .. Enumerable.Repeat(Normal, count - padding - Specials.Length),
        .. Specials.Select(special => special.Type),
        .. Enumerable.Repeat(Unused, padding),
    ];

    private static uint IndexOf(IReadOnlyList<string> tokens, string text) => (uint)tokens.ToList().IndexOf(text);

    // GPT-2's alphabet: printable Latin-1 stands for itself, the other bytes are moved up past it.
    private static string ByteToken(byte value)
    {
        static bool StandsForItself(int candidate) => candidate is (>= '!' and <= '~') or (>= '¡' and <= '¬') or >= '®';
        var moved = 256 + Enumerable.Range(0, value).Count(lower => !StandsForItself(lower));
        return ((char)(StandsForItself(value) ? value : moved)).ToString();
    }
}
