using Step35.Engine.Model;

namespace Step35.Engine.Tests.Model;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("some/where/Step-3.5-Flash.gguf", "Step-3.5-Flash")]
    [InlineData("Step-3.5-Flash-00002-of-00012.gguf", "Step-3.5-Flash")]
    [InlineData("Step-3.5-Flash.GGUF", "Step-3.5-Flash")]
    [InlineData("Step-3.5-Flash", "Step-3.5-Flash")]
    [InlineData("Flash-00002-of-00012", "Flash-00002-of-00012")]
    public void FromPath_Name_LosesNothingButItsEnding(string path, string expected) => Assert.Equal(expected, ModelName.FromPath(path));

    [Theory]
    [InlineData("-00002-of-00012")]
    [InlineData("Flash-00002-of-00012")]
    [InlineData("Flash-00002-of-00012.bin")]
    [InlineData("Flash-00002-of-00012.gguf.part")]
    [InlineData("Flash-00002-of-00012.GGUF")]
    [InlineData("Flash-\u0660\u0660\u0660\u0660\u0662-of-\u0660\u0660\u0660\u0661\u0662.gguf")]
    public void FirstShard_OtherEnding_IsNoShard(string path)
    {
        Assert.Equal(path, ModelName.FirstShard(path));
        Assert.Equal(1, ModelName.CountShards(path));
    }

    [Fact]
    public void CountShards_Shard_IsTheNumberInItsName() => Assert.Equal(12, ModelName.CountShards("Flash-00002-of-00012.gguf"));
}
