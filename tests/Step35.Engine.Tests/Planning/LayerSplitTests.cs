using CsCheck;
using Step35.Engine.Planning;

namespace Step35.Engine.Tests.Planning;

public sealed class LayerSplitTests
{
    [Fact]
    public void Divide_EvenLayers_FillsGpusToTheSameShare() =>
        Assert.Equal([4, 4, 8], LayerSplit.Divide([.. Enumerable.Repeat(10L, 16)], [100, 100, 200]));

    [Fact]
    public void DivideByShares_Layers_GoToTheFirstGpuWhoseShareEndsAfterThem()
    {
        // Layer 10 begins at 10/14, before 3/4; layer 11 at 11/14, after it.
        Assert.Equal([11, 3], LayerSplit.DivideByShares(14, [3, 1]));
        Assert.Equal([7, 7], LayerSplit.DivideByShares(14, [2, 2]));
        Assert.Equal([0, 14], LayerSplit.DivideByShares(14, [0, 1]));
    }

    [Fact]
    public void Divide_TooMuch_LeavesTheRestToTheLast() => Assert.Equal([1, 9], LayerSplit.Divide([.. Enumerable.Repeat(10L, 10)], [15, 20]));

    [Fact]
    public void Divide_WhatFitsInOrder_FitsTheAnswer() => Gen.Select(Gen.Long[1, 50].Array[1, 30], Gen.Long[1, 300].Array[1, 5]).Sample((layers, rooms) =>
    {
        var counts = LayerSplit.Divide(layers, rooms);
        Assert.Equal(layers.Length, counts.Sum());
        var next = 0;
        var isFitting = counts.Select((count, gpu) => layers.Skip(next).Take(count).Sum() <= rooms[gpu] && (next += count) >= 0).ToList();
        Assert.Equal(FitsInOrder(layers, rooms), isFitting.TrueForAll(fits => fits));
    });

    private static bool FitsInOrder(long[] layers, long[] rooms)
    {
        var next = 0;
        foreach (var room in rooms)
        {
            for (var left = room; next < layers.Length && layers[next] <= left; next++)
                left -= layers[next];
        }

        return next == layers.Length;
    }
}
