using Step35.Cli.Hub;
using Step35.Engine.Hub;
using Step35.Engine.Model;

namespace Step35.Cli.Tests.Hub;

public sealed class ModelRemovalTests
{
    [Fact]
    public async Task Remove_OneOfTwoModels_KeepsTheOther()
    {
        await using var setting = await PullSetting.StartAsync(shards: 3, bytesEach: 1000);
        setting.Hub.WithShards("Flash-IQ2_S", 1, 500);
        await setting.PullAsync("stepfun/Flash:Q4_K_S");
        await setting.PullAsync("stepfun/Flash:IQ2_S");

        var freed = ModelRemoval.Remove(setting.Cache, HubModel.Parse("stepfun/Flash:Q4_K_S"));

        Assert.Equal(1000 + 1001 + 1002, freed);
        Assert.Equal("hf:stepfun/Flash:IQ2_S", Assert.Single(CachedModel.ListAll(setting.Cache)).Reference);
        Assert.Single(setting.Blobs);
    }

    [Fact]
    public async Task Remove_ContentThatAnotherModelHasToo_StaysForIt()
    {
        await using var setting = await PullSetting.StartAsync(bytesEach: 1000);
        setting.Hub.Files["Flash-Q4_K_M.gguf"] = setting.Hub.Files["Flash-Q4_K_S.gguf"];
        await setting.PullAsync("stepfun/Flash:Q4_K_S");
        await setting.PullAsync("stepfun/Flash:Q4_K_M");

        Assert.Equal(0, ModelRemoval.Remove(setting.Cache, HubModel.Parse("stepfun/Flash:Q4_K_S")));

        Assert.True(File.Exists(ModelReference.Resolve("hf:stepfun/Flash:Q4_K_M", setting.Cache)));
    }

    [Fact]
    public async Task Remove_LastModel_LeavesNothing()
    {
        await using var setting = await PullSetting.StartAsync(shards: 2);
        await setting.PullAsync();

        ModelRemoval.Remove(setting.Cache, HubModel.Parse("hf:stepfun/Flash:Q4_K_S"));

        Assert.False(Directory.Exists(setting.Repository.Folder));
    }

    [Theory]
    [InlineData("stepfun/Flash:Q8_0")]
    [InlineData("nobody/nothing")]
    public async Task Remove_NotThere_SaysSo(string model)
    {
        await using var setting = await PullSetting.StartAsync();
        await setting.PullAsync();

        Assert.Contains(
            "is not on this machine",
            Assert.Throws<ModelNotFoundException>(() => ModelRemoval.Remove(setting.Cache, HubModel.Parse(model))).Message,
            StringComparison.Ordinal);
        Assert.Single(CachedModel.ListAll(setting.Cache));
    }
}
