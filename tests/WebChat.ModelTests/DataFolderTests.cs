namespace WebChat.ModelTests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("file")]
    [InlineData("file/below")]
    public async Task Start_DataFolderThatCannotBe_NamesTheOption(string name)
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", TestContext.Current.CancellationToken);
        var path = name.Length > 0 ? _folder.File(name) : name;

        var (exitCode, _, error) = await ChatProcess.Program.RunAsync("", [.. ChatProcess.Arguments(_folder), $"--WebChat:DataFolder={path}"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"error: WebChat:DataFolder is '{path}', which cannot be used: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.EndsWith("Set it to a folder that can be written to.", error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DataFolderOfAnotherChat_IsRefusedUntilThatOneIsKilled()
    {
        using (await ChatProcess.StartAsync(_folder))
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => (await ChatProcess.StartAsync(_folder)).Dispose());

            Assert.Equal(
                $"error: WebChat:DataFolder is '{_folder.Path}', which another web chat has open. End that one first, or set it to another folder.",
                refused.Message.TrimEnd());
        }

        using var next = await ChatProcess.StartAsync(_folder);
        Assert.StartsWith("http://127.0.0.1:", next.Address, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
