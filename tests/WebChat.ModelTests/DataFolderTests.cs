using Microsoft.Data.Sqlite;

namespace WebChat.ModelTests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("closed")]
    public async Task Start_DataFolderThatCannotBe_NamesTheOption(string name)
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_folder.File("closed/lock"));

        var error = await FailAsync(_folder.File(name));

        Assert.StartsWith($"error: WebChat:DataFolder is '{_folder.File(name)}', which cannot be used: ", error, StringComparison.Ordinal);
        Assert.EndsWith(" Set it to a folder that can be written to.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_EmptyDataFolder_NamesTheOption() => Assert.Equal(
        "error: WebChat:DataFolder is empty. Set it to a folder that can be written to, or leave it out.",
        await FailAsync(""));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_FileThatHoldsNoConversations_NamesItAndTheOption(bool isDatabase)
    {
        await File.WriteAllTextAsync(_folder.File("conversations.db"), new string('x', isDatabase ? 0 : 4096), TestContext.Current.CancellationToken);
        if (isDatabase)
            CreateOtherTable();

        var error = await FailAsync(_folder.Path);

        Assert.StartsWith($"error: The conversations in '{_folder.File("conversations.db")}' cannot be used: ", error, StringComparison.Ordinal);
        Assert.EndsWith(" Move that file away, or set WebChat:DataFolder to another folder.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DataFolderOfAnotherChat_IsRefusedUntilThatOneIsKilled()
    {
        using (await ChatProcess.StartAsync(_folder))
        {
            Assert.Equal(
                $"error: WebChat:DataFolder is '{_folder.Path}', which another web chat has open. End that one first, or set it to another folder.",
                await FailAsync(_folder.Path));
        }

        using var next = await ChatProcess.StartAsync(_folder);
        Assert.StartsWith("http://127.0.0.1:", next.Address, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void CreateOtherTable()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("conversations.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE turns (x INT)";
        command.ExecuteNonQuery();
    }

    /// <summary>Starts a web chat that must not start, and returns why it does not.</summary>
    private async Task<string> FailAsync(string path)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            (await ChatProcess.StartAsync(_folder, $"--WebChat:DataFolder={path}")).Dispose());
        return Assert.Single(refused.Message.TrimEnd().Split('\n'));
    }
}
