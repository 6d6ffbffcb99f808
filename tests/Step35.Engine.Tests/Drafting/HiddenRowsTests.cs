using CsCheck;
using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

public class HiddenRowsTests
{
    private const int Width = 2;
    private const int Window = 3;
    private const int Slack = 2;

    [Fact]
    public void Rows_RandomMoves_AreThoseOfAListThatForgets() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 12]).Array[1, 40].Sample(moves =>
        {
            var rows = new HiddenRows(Width, Window, Slack);
            var known = new SortedDictionary<int, float>();
            foreach (var (move, argument) in moves)
            {
                if (move == 3)
                    Truncate(rows, known, argument);
                else
                    Add(rows, known, move == 0 ? argument : rows.End);
                Check(rows, known);
            }

            var copy = new HiddenRows(Width, Window, Slack);
            copy.Add(7, [1, 2]);
            copy.Restore(rows.Copy());
            Check(copy, new(known.TakeLast(Window).ToDictionary()));
        });

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var stream = new MemoryStream();
        var copy = new HiddenRowsCopy(3, [1, 2, 3, 4]);
        copy.CopyTo(stream);
        Assert.Equal(copy.ByteCount, stream.Length);
        stream.Position = 0;
        var read = HiddenRowsCopy.Read(stream, copy.ByteCount);
        Assert.Equal(3, read.First);
        Assert.Equal(copy.Values, read.Values);
    }

    [Fact]
    public void Read_LongerThanAllowed_Throws()
    {
        using var stream = new MemoryStream();
        new HiddenRowsCopy(3, [1, 2, 3, 4]).CopyTo(stream);
        stream.Position = 0;
        Assert.Throws<EndOfStreamException>(() => HiddenRowsCopy.Read(stream, maxBytes: 20));
    }

    private static void Add(HiddenRows rows, SortedDictionary<int, float> known, int position)
    {
        var value = position + (100 * known.Count);
        if (position != rows.End)
            known.Clear();
        rows.Add(position, [value, -value]);
        known[position] = value;
        while (known.Count > Window + Slack)
            known.Remove(known.Keys.First());
    }

    private static void Truncate(HiddenRows rows, SortedDictionary<int, float> known, int length)
    {
        rows.Truncate(length);
        foreach (var position in known.Keys.Where(position => position >= length).ToList())
            known.Remove(position);
    }

    private static void Check(HiddenRows rows, SortedDictionary<int, float> known)
    {
        Assert.Equal(known.Keys, Enumerable.Range(rows.First, rows.End - rows.First));
        Assert.All(known, row => Assert.Equal([row.Value, -row.Value], rows[row.Key].ToArray()));
    }
}
