using Step35.Cli.Chatting;

namespace Step35.Cli.Tests.Chatting;

public sealed class ChatStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Save_OverAnEarlierChat_ReplacesItAsAWhole()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there an open file is not replaced");
        await SaveAsync("earlier");
        await using var file = new FileStream(_folder.File("chat.json"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await SaveAsync("later");
        using var reader = new StreamReader(file);

        Assert.Contains("earlier", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("later", await File.ReadAllTextAsync(_folder.File("chat.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json*"));
    }

    [Fact]
    public void Claim_ChatOfAnotherProgram_IsRefusedUntilThatOneEnds()
    {
        using var mine = new ChatStore(_folder.Path);
        using (var other = new ChatStore(_folder.Path))
        {
            other.Claim("chat");
            other.Claim("chat");
            Assert.Contains("open in another program", Assert.Throws<ChatException>(() => mine.Claim("chat")).Message, StringComparison.Ordinal);
            mine.Claim("another");
        }

        mine.Claim("chat");
    }

    [Fact]
    public void Claim_HalfAChatIsLeft_RemovesItUnlessSomebodyWritesIt()
    {
        using var mine = new ChatStore(_folder.Path);
        using (var other = new ChatStore(_folder.Path))
        {
            other.Claim("chat");
            File.WriteAllText(_folder.File("chat.json.part"), "{");
            Assert.Throws<ChatException>(() => mine.Claim("chat"));
            mine.Claim("another");
            Assert.True(File.Exists(_folder.File("chat.json.part")));
        }

        mine.Claim("chat");
        Assert.False(File.Exists(_folder.File("chat.json.part")));
    }

    [Fact]
    public void Claim_HalfAnotherChatIsLeft_RemovesItOnceNobodyWritesIt()
    {
        File.WriteAllText(_folder.File("written.json.part"), "{");
        File.WriteAllText(_folder.File("left.json.part"), "{");
        File.SetLastWriteTimeUtc(_folder.File("left.json.part"), DateTime.UnixEpoch);
        using var store = new ChatStore(_folder.Path);
        store.Claim("chat");
        Assert.Equal((true, false), (File.Exists(_folder.File("written.json.part")), File.Exists(_folder.File("left.json.part"))));
    }

    [Fact]
    public void Claim_NoPlaceForChats_IsToldWithThePlace()
    {
        File.WriteAllText(_folder.File("file"), string.Empty);
        using var store = new ChatStore(_folder.File("file/chats"));

        Assert.Contains(_folder.File("file/chats"), Assert.Throws<ChatException>(() => store.Claim("chat")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ChatOfAnotherVersion_SaysWhatToTake()
    {
        await File.WriteAllTextAsync(_folder.File("chat.json"), "{}", TestContext.Current.CancellationToken);
        using var store = new ChatStore(_folder.Path);

        var refused = await Assert.ThrowsAsync<ChatException>(() => store.LoadAsync("chat", client: null!, TestContext.Current.CancellationToken));
        Assert.EndsWith("take that one, or another name.", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // A chat without messages has nothing that an engine could have computed.
    private async Task SaveAsync(string system)
    {
        using var store = new ChatStore(_folder.Path);
        await store.SaveAsync(
            "chat", new SavedChat(SavedChat.CurrentVersion, system, Thinks: true, []), new(), client: null!, TestContext.Current.CancellationToken);
    }
}
