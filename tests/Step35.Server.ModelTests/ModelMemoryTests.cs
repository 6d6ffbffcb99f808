using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Step35.Engine.Gguf;
using Step35.Engine.Planning;
using Step35.Server.Models;
using Step35.TestModels;

namespace Step35.Server.ModelTests;

[Collection(nameof(HostFixture))]
public class ModelMemoryTests
{
    private const int ContextLength = 256;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rent_MemoryForOneModel_UnloadsTheIdleOne()
    {
        await using var host = NewHost(MeasureModel() * 3 / 2);
        var catalog = host.Services.GetRequiredService<IModelCatalog>();
        (await catalog.Find("one").RentAsync(Token)).Dispose();
        (await catalog.Find("two").RentAsync(Token)).Dispose();
        Assert.Equal([ModelState.Unloaded, ModelState.Ready], catalog.Models.Select(model => model.Status.State));
    }

    [Fact]
    public async Task Rent_MemoryIsInUse_IsRefusedAndTheOtherGoesOn()
    {
        await using var host = NewHost(MeasureModel() * 3 / 2);
        var catalog = host.Services.GetRequiredService<IModelCatalog>();
        using var lease = await catalog.Find("one").RentAsync(Token);
        await Assert.ThrowsAsync<MemoryPlanException>(() => catalog.Find("two").RentAsync(Token).AsTask());
        Assert.Equal([ModelState.Ready, ModelState.Failed], catalog.Models.Select(model => model.Status.State));
    }

    [Fact]
    public async Task Rent_MemoryForBoth_KeepsBoth()
    {
        await using var host = NewHost(MeasureModel() * 3);
        var catalog = host.Services.GetRequiredService<IModelCatalog>();
        (await catalog.Find("one").RentAsync(Token)).Dispose();
        (await catalog.Find("two").RentAsync(Token)).Dispose();
        Assert.Equal([ModelState.Ready, ModelState.Ready], catalog.Models.Select(model => model.Status.State));
    }

    private static long MeasureModel() => MemoryPlan.Create(
        GgufFile.Open(NanoModel.Path),
        new MachineDescription { Name = "large", FreeBytes = 1L << 40, Cores = 1 },
        new MemoryPlanRequest { ContextLength = ContextLength, CheckpointBytes = 0, PrefixStoreBytes = 0 }).Devices.Sum(device => device.UsedBytes);

    private static WebApplication NewHost(long bytes)
    {
        var configuration = new Dictionary<string, string?> { ["Step35:ModelMemoryBytes"] = $"{bytes}" };
        foreach (var name in (string[])["one", "two"])
        {
            configuration[$"Step35:Models:{name}:ModelPath"] = NanoModel.Path;
            configuration[$"Step35:Models:{name}:ContextLength"] = $"{ContextLength}";
            configuration[$"Step35:Models:{name}:CheckpointBytes"] = "0";
            configuration[$"Step35:Models:{name}:PrefixStoreBytes"] = "0";
            configuration[$"Step35:Models:{name}:Threads"] = "1";
        }

        return Step35Host.Create(new() { Overrides = configuration });
    }
}
