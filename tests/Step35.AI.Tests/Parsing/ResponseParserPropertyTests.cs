using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Step35.AI.Parsing;

namespace Step35.AI.Tests.Parsing;

public sealed class ResponseParserPropertyTests
{
    private static readonly string[] Tags =
    [
        "<think>", "</think>", "<tool_call>", "</tool_call>", "<function=", "</function>", "<parameter=", "</parameter>",
        "</tool_call >", "</ parameter>", "< function = f>", "<function=f>", "<parameter=a>", "<parameter=b>", "<|im_end|>", "<|im_start|>", "<tool_response>", "</tool_response>",
    ];

    private static readonly Gen<string> Tag = Gen.OneOf(Tags);
    private static readonly Gen<string> HalfTag = Gen.Select(Tag, Gen.Double[0, 1], (tag, part) => tag[..(int)(part * tag.Length)]);
    private static readonly Gen<string> Space = Gen.OneOf(" ", "\n", "\n\n", "\t", "\r\n", "\v\f");

    // Digits, letters beyond ASCII and emoji: nothing that a tag holds, so their survival can be counted.
    private static readonly Gen<string> Word = Gen.OneOf("12", "é", "👍", "٣", "日本", "0", "\ud83d", "\udc4d");

    // Halves of both kinds: dropping a tag between them must not leave another.
    private static readonly Gen<string> TagTail = Gen.Select(Tag, Gen.Double[0, 1], (tag, part) => tag[(int)(part * tag.Length)..]);

    private static readonly Gen<string> Json =
        Gen.OneOf("<function name=\"f\">", "{", "}", "[", "]", "\"", "'", "\\", "{\"name\": \"f\"}", "{\"name\": \"g\", \"arguments\": ", ":", ",");

    private static readonly Gen<string> Soup =
        Gen.Frequency((4, Tag), (2, HalfTag), (1, TagTail), (3, Space), (3, Word), (1, Json)).Array[0, 25].Select(string.Concat);

    private static readonly Gen<string> Value =
        Gen.Frequency((3, Word), (2, Space), (1, Gen.OneOf("<b>", "a < b", "</parameter> x", "see <parameter=q>", "{\"k\": [1]}")))
            .Array[0, 6].Select(string.Concat);

    private static readonly Gen<(string, string)[]> Arguments = Gen.Select(Gen.OneOf("a", "b", "größe", "x y"), Value)
        .Array[0, 3].Select(pairs => pairs.DistinctBy(pair => pair.Item1).ToArray());

    private static readonly Gen<(string Name, (string, string)[] Arguments)[]> Calls =
        Gen.Select(Gen.OneOf("f", "Plugin-run"), Arguments).Array[0, 3];

    private static readonly Gen<string> WellFormed = Gen.Select(Word, Word, Calls, WriteAnswer);

    private static readonly Gen<string> Damaged = Gen.Select(WellFormed, Gen.Int[0, 1000], Gen.Int[0, 12], Answers.Remove);

    [Fact]
    public void Push_WellFormedAnswer_GivesBackWhatWasWritten() =>
        Gen.Select(Word.Where(IsWhole), Word.Where(IsWhole), Calls).Sample((reasoning, text, calls) =>
        {
            string[] expected = ["R:" + reasoning, "T:" + text, .. calls.Select(call => Transcript.Call(call.Name, call.Arguments))];
            Assert.Equal(expected, Transcript.Of(WriteAnswer(reasoning, text, calls), startsInReasoning: true));
        });

    [Fact]
    public void Push_AnyCut_GivesTheSameEvents() =>
        Gen.Select(Gen.OneOf(Soup, WellFormed, Damaged), Gen.Int[0, 1000].Array[0, 8], Gen.Bool).Sample((text, cuts, inReasoning) =>
        {
            var whole = Transcript.Of(text, inReasoning);
            Assert.Equal(whole, Transcript.Of(Answers.Cut(text, cuts), inReasoning));
            Assert.Equal(whole, Transcript.Of(text.Select(character => character.ToString()), inReasoning));
        });

    [Fact]
    public void Push_AnyText_NeverShowsATag() =>
        Gen.Select(Gen.OneOf(Soup, Damaged), Gen.Bool).Sample((text, inReasoning) =>
        {
            foreach (var line in Transcript.Of(text, inReasoning).Where(line => line.StartsWith("T:", StringComparison.Ordinal)))
                Assert.DoesNotContain(Tags, tag => line.Contains(tag, StringComparison.Ordinal));
        });

    [Fact]
    public void Push_AnyText_LosesNothingButMarkup() =>
        Gen.Select(Gen.OneOf(Soup, Damaged), Gen.Bool).Sample((text, inReasoning) =>
        {
            var distinct = WithDistinctParameters(text);
            Assert.Equal(Words(distinct), Words(string.Concat(Transcript.Of(distinct, inReasoning).Select(line => line[2..]))));
        });

    [Fact]
    public void Push_RandomBytes_NeverThrows() =>
        Gen.Select(Gen.Byte.Array[0, 200], Tag).Sample((bytes, tag) =>
        {
            var noise = Encoding.Latin1.GetString(bytes);
            Transcript.Of([noise[..(noise.Length / 2)], tag, noise[(noise.Length / 2)..]]);
        });

    [Fact]
    public void Push_AnyDelta_NeverTearsASurrogatePair() =>
        Soup.Where(IsWhole).Sample(text =>
        {
            var events = new List<ResponseEvent>();
            var parser = new ResponseParser(startsInReasoning: false);
            foreach (var character in text)
                parser.Push([character], events);
            parser.Complete(events);
            Assert.All(events.OfType<TextDelta>(), delta => Assert.True(IsWhole(delta.Text)));
        });

    private static string WriteAnswer(string reasoning, string text, (string Name, (string Name, string Value)[] Arguments)[] calls) =>
        $"{reasoning}\n</think>\n{text}\n\n" + string.Join("\n", calls.Select(call =>
            $"<tool_call>\n<function={call.Name}>\n"
            + string.Concat(call.Arguments.Select(pair => $"<parameter={pair.Name}>\n{pair.Value}\n</parameter>\n"))
            + "</function>\n</tool_call>"));

    /// <summary>Renames parameters, because one that is given twice loses a value on purpose.</summary>
    private static string WithDistinctParameters(string text)
    {
        var count = 0;
        return Regex.Replace(text, "<parameter=[^<>\n]*>", _ => $"<parameter={new string('p', ++count)}>");
    }

    private static string Words(string text) => string.Concat(text.Where(character => character > '~' || char.IsAsciiDigit(character)));

    private static bool IsWhole(string text) => !text.Replace("👍", "", StringComparison.Ordinal).Any(char.IsSurrogate);
}
