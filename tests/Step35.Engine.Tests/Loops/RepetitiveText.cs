using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Tests.Loops;

/// <summary>Texts that repeat themselves for good reason.</summary>
internal static partial class RepetitiveText
{
    private const string Prose = "The guard looks at the end of an answer only. It costs little, and it never looks at what the words mean.\n";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["table of equal cells"] = "| n | a | b | c |\n|---|---|---|---|\n" + Rows(300, row => $"| {row} | ok | ok | ok |"),
        ["table of equal rows"] = "| a | b | c |\n|---|---|---|\n" + Rows(80, _ => "| 0 | n/a | 0 |"),
        ["drawing of boxes"] = Rows(20, _ => "+------+------+------+\n|      |      |      |"),
        ["filled rectangle"] = Rows(40, _ => new string('#', 72)),
        ["long rule"] = new string('=', 2000),
        ["progress of dots"] = new string('.', 2000),
        ["array of zeros"] = "int[] zeros = {\n" + Rows(60, _ => string.Concat(Enumerable.Repeat("0, ", 16))) + "};",
        ["matrix of zeros and ones"] = Rows(32, row => string.Join(' ', Enumerable.Range(0, 32).Select(column => column == row ? 1 : 0))),
        ["base64 of zeros"] = Convert.ToBase64String(new byte[2048]),
        ["base64 of noise"] = Convert.ToBase64String(Noise(6000)),
        ["hexadecimal dump of zeros"] = Rows(128, row => $"{row * 16:x8}  " + string.Concat(Enumerable.Repeat("00 ", 16))),
        ["CSV of numbers"] = Rows(500, row => $"{row},Oslo,7,rainy"),
        ["CSV of equal rows"] = Rows(150, _ => "Oslo,7,rainy"),
        ["equal lines of code"] = Rows(100, _ => "    Assert.Equal(0, Next());"),
        ["similar lines of code"] = Rows(200, row => $"        case {row}: return \"{row}\";"),
        ["equal objects"] = "[\n" + Rows(60, _ => "  {\"id\": null, \"name\": \"\", \"tags\": []},") + "]",
        ["numbered objects"] = "[\n" + Rows(300, row => $"  {{\"id\": {row}, \"name\": \"\", \"tags\": []}},") + "]",
        ["numbered list"] = Rows(600, row => $"{row}. item"),
        ["song with a refrain"] = string.Concat(Enumerable.Repeat(Prose, 12)),
        ["log of retries"] = Rows(100, row => $"12:00:{row % 60:00} retrying in 1 s"),
    };

    public static TokenId[] AsBytes(string text) => [.. Encoding.UTF8.GetBytes(text).Select(value => new TokenId(value))];

    /// <summary>Tokens of about the length that a vocabulary's have: words, spaces, and single signs.</summary>
    public static TokenId[] AsWords(string text) =>
        [.. Words().Matches(text).Select(word => new TokenId(word.Value.Aggregate(17, (hash, sign) => unchecked((hash * 31) + sign))))];

    private static string Rows(int count, Func<int, string> write) =>
        string.Concat(Enumerable.Range(0, count).Select(row => string.Create(CultureInfo.InvariantCulture, $"{write(row)}\n")));

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    [GeneratedRegex(@"\w+|\s+|.")]
    private static partial Regex Words();
}
