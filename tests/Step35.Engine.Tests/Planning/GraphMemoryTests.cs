using CsCheck;
using Step35.Engine.Planning.Compute;

namespace Step35.Engine.Tests.Planning;

public sealed class GraphMemoryTests
{
    [Fact]
    public void Take_RandomTensors_NeverOverlapAndReuseWhatIsGivenBack() => Gen.Select(Gen.Int[1, 500], Gen.Int[0, 3]).Array[1, 60].Sample(steps =>
    {
        var memory = new GraphMemory();
        var live = new List<(long Start, long Bytes)>();
        foreach (var (bytes, returned) in steps)
        {
            var start = memory.Take(bytes);
            Assert.DoesNotContain(live, other => start < other.Start + GraphMemory.Align(other.Bytes) && other.Start < start + GraphMemory.Align(bytes));
            live.Add((start, bytes));
            for (var i = 0; i < returned && live.Count > 0; i++)
            {
                memory.Return(live[0].Start, live[0].Bytes);
                live.RemoveAt(0);
            }
        }

        foreach (var (start, bytes) in live)
            memory.Return(start, bytes);
        Assert.Equal(0, memory.Take(1));
        Assert.InRange(memory.PeakBytes, 32, steps.Sum(step => GraphMemory.Align(step.Item1)));
    });

    [Fact]
    public void MeasureBytes_Chain_HoldsTwoAtATime()
    {
        var graph = new ComputeGraph();
        var tensor = graph.Input(64);
        for (var i = 0; i < 5; i++)
            tensor = graph.Fresh(64, tensor);
        Assert.Equal(128, graph.MeasureBytes());
    }

    [Fact]
    public void MeasureBytes_InPlaceSteps_TakeNoRoomUnlessTheInputIsStillNeeded()
    {
        var graph = new ComputeGraph();
        var input = graph.Input(64);
        graph.InPlace(64, graph.InPlace(64, input));
        Assert.Equal(64, graph.MeasureBytes());
        graph.Fresh(0, input);
        Assert.Equal(128, graph.MeasureBytes());
    }

    [Fact]
    public void MeasureBytes_UnusedInput_TakesRoomOnlyWhenKept()
    {
        var graph = new ComputeGraph();
        var unused = graph.Input(64);
        Assert.Equal(0, graph.MeasureBytes());
        graph.Keep(unused);
        Assert.Equal((64, 64), (graph.MeasureBytes(), graph.CountInputs()));
    }
}
