using System.Text;

namespace Step35.Engine.Gguf;

/// <summary>Reads and checks what llama.cpp's tokenizer is built from.</summary>
internal static class Step35VocabularyReader
{
    private const string TokensKey = "tokenizer.ggml.tokens";
    private const string TypesKey = "tokenizer.ggml.token_type";
    private const string MergesKey = "tokenizer.ggml.merges";
    private const string SuppressedKey = "tokenizer.ggml.suppress_tokens";

    /// <summary>The highest type of a token in a byte-level vocabulary; the one above it is for byte fallback.</summary>
    private const int MaxTokenType = 5;

    private static readonly string[] PreTokenizers = ["deepseek-v3", "gpt-2", "default"];

    public static Step35Vocabulary Read(GgufFile file, Hyperparameters settings)
    {
        var model = settings.Text("tokenizer.ggml.model");
        if (model != "gpt2")
            throw settings.Fail($"the tokenizer is '{model}' and Step-3.5 has 'gpt2'; convert the model again.");
        var pre = settings.Text("tokenizer.ggml.pre");
        if (!PreTokenizers.Contains(pre))
            throw settings.Fail($"the pre-tokenizer is '{pre}' and Step-3.5 has one of {string.Join(", ", PreTokenizers)}; "
                + "convert the model again.");

        var tokens = Strings(file, settings, TokensKey);
        CheckTokens(tokens, settings);
        CheckTypes(file, tokens.Count, settings);
        CheckMerges(Strings(file, settings, MergesKey), settings);
        file.Metadata.TryGetString("tokenizer.chat_template", out var template);
        return new Step35Vocabulary(
            tokens.Count,
            pre,
            settings.Int("tokenizer.ggml.bos_token_id", 0, tokens.Count - 1),
            settings.Int("tokenizer.ggml.eos_token_id", 0, tokens.Count - 1),
            template);
    }

    private static GgufStringArray Strings(GgufFile file, Hyperparameters settings, string key) =>
        file.Metadata.TryGetStrings(key, out var strings) && strings.Count > 0
            ? strings
            : throw settings.Fail($"'{key}' is missing, empty or no array of texts; convert the model again.");

    // llama.cpp asserts that all token texts differ; it ends each at its first zero byte and names empty ones by their number.
    private static void CheckTokens(GgufStringArray tokens, Hyperparameters settings)
    {
        var seen = new HashSet<string>(tokens.Count, StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            var utf8 = tokens.GetUtf8(i);
            if (utf8.Contains((byte)0))
                throw settings.Fail($"token {i} holds a zero byte; convert the model again.");
            // Latin-1 keeps every byte apart, also where the text is no UTF-8.
            if (!seen.Add(utf8.IsEmpty ? $"[EMPTY_{i}]" : Encoding.Latin1.GetString(utf8)))
                throw settings.Fail($"token {i} has the same text as another one; convert the model again.");
        }
    }

    private static void CheckTypes(GgufFile file, int tokenCount, Hyperparameters settings)
    {
        if (!file.Metadata.TryGetArray<int>(TypesKey, out var types) || types.Length != tokenCount)
            throw settings.Fail($"'{TypesKey}' is not an array of {tokenCount:N0} signed 32-bit numbers, one for each token; "
                + "convert the model again.");
        if (types.Span.ContainsAnyExceptInRange(0, MaxTokenType))
            throw settings.Fail($"'{TypesKey}' has a type outside 0 to {MaxTokenType}; convert the model again.");
        if (file.Metadata.TryGetValue(SuppressedKey, out var suppressed) && !suppressed.TryGetArray<int>(out _))
            throw settings.Fail($"'{SuppressedKey}' is not an array of signed 32-bit numbers; convert the model again.");
        if (file.Metadata.ContainsKey("tokenizer.ggml.scores"))
            throw settings.Fail("the vocabulary has scores, which a byte-pair vocabulary does not use; convert the model again.");
    }

    private static void CheckMerges(GgufStringArray merges, Hyperparameters settings)
    {
        for (var i = 0; i < merges.Count; i++)
        {
            var merge = merges.GetUtf8(i);
            // The first part may itself begin with a space; the separator is the first one after it.
            var space = merge.IsEmpty ? -1 : merge[1..].IndexOf((byte)' ');
            if (space < 0 || space + 2 >= merge.Length)
                throw settings.Fail($"merge {i} is not two texts with a space between; convert the model again.");
        }
    }
}
