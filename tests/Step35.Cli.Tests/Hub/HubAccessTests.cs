using Step35.Cli.Hub;

namespace Step35.Cli.Tests.Hub;

public sealed class HubAccessTests
{
    [Fact]
    public void FromEnvironment_NothingSet_AsksThePublicHubAsAnybody()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(new HubAccess(new Uri("https://huggingface.co/"), null), Read(("HF_HOME", folder.Path)));
    }

    [Fact]
    public void FromEnvironment_Endpoint_KeepsItsPath() =>
        Assert.Equal(new HubAccess(new Uri("http://hub.example/mirror/"), "t"), Read(("HF_ENDPOINT", "http://hub.example/mirror"), ("HF_TOKEN", "t")));

    [Fact]
    public void FromEnvironment_TokenFile_IsReadWhereTheVariableIsUnset()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("token"), "from file\n");

        Assert.Equal("from file", Read(("HF_HOME", folder.Path)).Token);
        Assert.Equal("from variable", Read(("HF_HOME", folder.Path), ("HF_TOKEN", "from variable")).Token);
    }

    [Fact]
    public void FromEnvironment_NoAddress_IsNamed() =>
        Assert.Contains("HF_ENDPOINT is 'hub'", Assert.Throws<HubException>(() => Read(("HF_ENDPOINT", "hub"))).Message, StringComparison.Ordinal);

    private static HubAccess Read(params (string Name, string Value)[] variables) =>
        HubAccess.FromEnvironment(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
