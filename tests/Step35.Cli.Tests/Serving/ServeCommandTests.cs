using Step35.Cli.Serving;

namespace Step35.Cli.Tests.Serving;

public class ServeCommandTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("Coder.LocalHost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("[::1]", true)]
    [InlineData("[127.0.0.1]", false)]
    [InlineData("0.0.0.0", true)]
    [InlineData("notlocalhost", false)]
    [InlineData("localhost.example.com", false)]
    public void Parse_Host_IsAnAddressOrThisMachine(string host, bool isTaken) =>
        Assert.Equal(isTaken, ServeCommand.Create().Parse(["--host", host]).Errors.Count == 0);
}
