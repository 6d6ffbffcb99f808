using Step35.TestModels;

namespace Step35.Bench.Model;

/// <summary>Adds merges of letters to the byte-level test vocabulary, so that text takes about as many tokens as with a real one.</summary>
internal static class SyntheticVocabulary
{
    private const string Types = "tokenizer.ggml.token_type";
    private const int Normal = 1;

    // By how common they are in English; the first of them also make words of four letters.
    private const string Letters = "etaoinshrdlcumwfgypbvkjxqz";
    private const int CommonLetters = 11;
    private const string Space = "Ġ";

    private static readonly IReadOnlyList<string> Known = TestVocabulary.Tokens(padding: 0);
    private static readonly (string Left, string Right)[] Merges = [.. ListMerges()];
    private static readonly string[] Tokens = [.. Known.Union(Merges.Select(Join))];

    /// <summary>Gets how many tokens are added: how much padding the model must be prepared with.</summary>
    public static int Count => Tokens.Length - Known.Count;

    /// <summary>Puts the added tokens in the place of a model's padding.</summary>
    public static void ReplacePadding(GgufWriter writer)
    {
        writer.Metadata.Single(pair => pair.Key == Types).Value.TryGetArray<int>(out var types);
        writer.Set(Types, GgufValues.OfArray([.. types.Span[..Known.Count], .. Enumerable.Repeat(Normal, Count)]));
        writer.Set("tokenizer.ggml.tokens", GgufValues.OfStrings(Tokens));
        writer.Set("tokenizer.ggml.merges", GgufValues.OfStrings([.. Merges.Select(merge => $"{merge.Left} {merge.Right}")]));
    }

    // Pairs of letters, each also after a space, then pairs of pairs.
    private static IEnumerable<(string Left, string Right)> ListMerges()
    {
        var letters = Letters.Select(letter => $"{letter}").ToList();
        var common = letters[..CommonLetters];
        var pairs = Combine(letters, letters).ToList();
        var commonPairs = Combine(common, common).Select(Join).ToList();
        return pairs
            .Concat(Combine([Space], letters))
            .Concat(Combine([Space], pairs.Select(Join)))
            .Concat(Combine(commonPairs, commonPairs));
    }

    private static IEnumerable<(string Left, string Right)> Combine(IEnumerable<string> left, IEnumerable<string> right) =>
        left.SelectMany(_ => right, (one, other) => (one, other));

    private static string Join((string Left, string Right) pair) => pair.Left + pair.Right;
}
