namespace Step35.TestModels.Damage;

/// <summary>Vocabularies that llama.cpp's tokenizer cannot be built from.</summary>
internal static class VocabularyDamage
{
    private const string TokensKey = "tokenizer.ggml.tokens";
    private const string TypesKey = "tokenizer.ggml.token_type";
    private const string MergesKey = "tokenizer.ggml.merges";

    public static IEnumerable<DamagedFile> List() =>
    [
        .. new[] { "tokenizer.ggml.model", "tokenizer.ggml.pre", TokensKey, TypesKey, MergesKey }.Select(key =>
            DamagedFiles.Change($"{key} missing", writer => writer.Metadata.Remove(writer.Metadata.First(pair => pair.Key == key)))),
        DamagedFiles.Change("tokenizer of another model", writer => writer.Set("tokenizer.ggml.model", GgufValues.Of("llama"))),
        DamagedFiles.Change("no tokenizer", writer => writer.Set("tokenizer.ggml.model", GgufValues.Of("none"))),
        DamagedFiles.Change("unknown pre-tokenizer", writer => writer.Set("tokenizer.ggml.pre", GgufValues.Of("scissors"))),
        Tokens("token twice", tokens => tokens[7] = tokens[8]),
        Tokens("token with a zero byte", tokens => tokens[7] = "a\0b"),
        Tokens("empty token and its stand-in", tokens => (tokens[7], tokens[8]) = (string.Empty, "[EMPTY_7]")),
        DamagedFiles.Change("a token less than the embeddings have", writer =>
            writer.Set(TokensKey, GgufValues.OfStrings([.. TestVocabulary.Tokens(0).Skip(1)]))),
        DamagedFiles.Change("no tokens", writer => writer.Set(TokensKey, GgufValues.OfStrings([]))),
        DamagedFiles.Change("tokens as numbers", writer => writer.Set(TokensKey, GgufValues.OfArray(1, 2, 3))),
        Types("one token type too few", types => types[1..]),
        Types("one token type too many", types => [.. types, 1]),
        Types("token type 6", types => [6, .. types[1..]]),
        Types("token type -1", types => [-1, .. types[1..]]),
        DamagedFiles.Change("token types as floats", writer =>
            writer.Set(TypesKey, GgufValues.OfArray(new float[TestVocabulary.Tokens(0).Count]))),
        Merge("empty merge", string.Empty),
        Merge("merge of one text", "ab"),
        Merge("merge without a second text", "a "),
        Merge("merge of a space", " "),
        DamagedFiles.Change("merges as numbers", writer => writer.Set(MergesKey, GgufValues.OfArray(1, 2, 3))),
        DamagedFiles.Change("chat template as a number", writer => writer.Set("tokenizer.chat_template", GgufValues.Of(1u))),
        DamagedFiles.Change("add_bos_token as a number", writer => writer.Set("tokenizer.ggml.add_bos_token", GgufValues.Of(1u))),
        DamagedFiles.Change("suppressed tokens as texts", writer =>
            writer.Set("tokenizer.ggml.suppress_tokens", GgufValues.OfStrings(["a"]))),
        DamagedFiles.Change("scores", writer => writer.Set("tokenizer.ggml.scores", GgufValues.OfArray(1f))),
    ];

    private static DamagedFile Tokens(string name, Action<string[]> change) => DamagedFiles.Change(name, writer =>
    {
        string[] tokens = [.. TestVocabulary.Tokens(0)];
        change(tokens);
        writer.Set(TokensKey, GgufValues.OfStrings(tokens));
    });

    private static DamagedFile Types(string name, Func<int[], int[]> change) => DamagedFiles.Change(name, writer =>
    {
        writer.Metadata.First(pair => pair.Key == TypesKey).Value.TryGetArray<int>(out var types);
        writer.Set(TypesKey, GgufValues.OfArray(change(types.ToArray())));
    });

    private static DamagedFile Merge(string name, string merge) =>
        DamagedFiles.Change(name, writer => writer.Set(MergesKey, GgufValues.OfStrings(["h e", merge])));
}
