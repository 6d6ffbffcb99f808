using CsCheck;
using Step35.Cli.Planning;
using Step35.Engine.Planning;

namespace Step35.Cli.Tests.Planning;

public sealed class MemoryBarTests
{
    private static readonly Gen<DevicePlan> GenDevice = Gen.Select(
        Gen.Long[0, 1L << 40],
        Gen.Long[0, 1L << 40].Array[MemoryPart.All.Count],
        (free, bytes) => new DevicePlan
        {
            Name = "memory",
            FreeBytes = free,
            Bytes = MemoryPart.All.Zip(bytes).ToDictionary(pair => pair.First.Use, pair => pair.Second),
        });

    [Fact]
    public void All_EveryUse_HasALetterAndAColorOfItsOwn()
    {
        Assert.Equal(Enum.GetValues<MemoryClass>(), MemoryPart.All.Select(part => part.Use));
        Assert.Equal(MemoryPart.All.Count, MemoryPart.All.Select(part => part.Letter).Distinct().Count());
        Assert.Equal(MemoryPart.All.Count, MemoryPart.All.Select(part => part.Color).Distinct().Count());
    }

    [Fact]
    public void Divide_AnyDevice_IsWithinACellOfTheShares() => GenDevice.Sample(device =>
    {
        var cells = MemoryBar.Divide(device).ToList();
        var whole = Math.Max(1.0, Math.Max(device.FreeBytes, device.UsedBytes));
        Assert.InRange(cells.Sum(pair => pair.Cells), 0, MemoryBar.Cells);
        Assert.All(cells, pair => Assert.InRange(
            pair.Cells - (device.Bytes.GetValueOrDefault(pair.Part.Use) / whole * MemoryBar.Cells), -1.000001, 1.000001));
    });

    [Fact]
    public void Divide_MoreThanThereIs_FillsTheBar()
    {
        var device = new DevicePlan { Name = "memory", FreeBytes = 10, Bytes = new Dictionary<MemoryClass, long> { [MemoryClass.RoutedExperts] = 25 } };

        Assert.Equal(MemoryBar.Cells, MemoryBar.Divide(device).Sum(pair => pair.Cells));
    }
}
