namespace Step35.Bench.Scenarios;

/// <summary>Makes sentences by chance; the same seed gives the same sentences.</summary>
internal sealed class RandomWords(int seed)
{
    private static readonly string[] Vocabulary =
        ("the weather in city is rainy sunny cold warm today and what time file list read result of function call number please tell me about "
        + "report error build test value name small large first last open close house river road market train letter garden window")
        .Split(' ');

    private readonly Random _random = new(seed);

    public string Sentence(int words) => string.Join(' ', _random.GetItems(Vocabulary, words));

    public int Next(int least, int most) => _random.Next(least, most + 1);
}
