using System.Formats.Tar;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Sessions;
using Step35.Engine.Tokenization;
using Step35.TestModels;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Sessions;

public sealed class SessionTests : IDisposable
{
    private static readonly TokenId[] Prompt = [.. ByteVocabulary.Parse(new string('p', 700))];

    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => PathOf("conversation.step35");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Load_InAnotherEngine_ReusesThePrefixAndItsCheckpoints()
    {
        var (saved, conversation) = await SaveAsync();
        Assert.Equal(conversation.Length - 1, saved);
        var backend = NewBackend();
        await using (var engine = ScriptedEngine.Create(backend))
        {
            Assert.Equal(saved, await engine.LoadSessionAsync(Path, Cancel));
            TokenId[] next = [.. conversation, new TokenId('n')];
            var (tokens, summary) = await AskAsync(engine, next);
            Assert.Equal(HashScript.Continue(next, tokens.Count), tokens);
            Assert.Equal(saved, summary.CachedTokens);

            // Back to where the first answer began, which the sliding layers have long forgotten.
            TokenId[] other = [.. Prompt[..600], new TokenId('x')];
            Assert.Equal(600, (await AskAsync(engine, other)).Summary.CachedTokens);
        }

        Assert.Equal(0, backend.LiveStates);
    }

    [Fact]
    public async Task Save_OfAnUnknownConversation_WritesNothing()
    {
        await using var engine = ScriptedEngine.Create(NewBackend());
        Assert.Equal(0, await engine.SaveSessionAsync(Path, Prompt, Cancel));
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public async Task Save_OfAConversationThatLeavesAnother_HoldsNothingOfTheOther()
    {
        await using var engine = ScriptedEngine.Create(NewBackend());
        TokenId[] secret = [.. Prompt, .. ByteVocabulary.Parse("secret words of somebody else")];
        await AskAsync(engine, secret);
        Assert.Equal(600, await engine.SaveSessionAsync(Path, [.. Prompt[..600], new TokenId('m')], Cancel));
        var bytes = await File.ReadAllBytesAsync(Path, Cancel);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes(secret.AsSpan(^5..))));
    }

    [Fact]
    public async Task Save_WhateverIsNamed_TakesNothingAway()
    {
        await using var engine = ScriptedEngine.Create(NewBackend());
        var (answer, _) = await AskAsync(engine, Prompt);
        TokenId[] conversation = [.. Prompt, .. answer];
        foreach (var named in (TokenId[][])[[new TokenId('?')], [.. Prompt[..600], new TokenId('m')], Prompt, conversation])
            await engine.SaveSessionAsync(Path, named, Cancel);
        TokenId[] next = [.. conversation, new TokenId('n')];
        Assert.Equal(conversation.Length - 1, (await AskAsync(engine, next)).Summary.CachedTokens);
    }

    [Fact]
    public async Task Load_LargerThanTheStore_NamesTheOption()
    {
        await SaveAsync();
        await using var engine = ScriptedEngine.Create(NewBackend(), new EngineOptions { PrefixStoreBytes = 1000 });
        var error = await Assert.ThrowsAsync<SessionException>(() => engine.LoadSessionAsync(Path, Cancel));
        Assert.Contains(nameof(EngineOptions.PrefixStoreBytes), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhileEverySequenceIsBusy_IsDoneBetweenTwoSteps()
    {
        await SaveAsync();
        await using var engine = ScriptedEngine.Create(NewBackend());
        await foreach (var _ in engine.GenerateAsync(new GenerationRequest { Prompt = Prompt }, Cancel))
        {
            Assert.Equal(Prompt.Length + 39, await engine.LoadSessionAsync(Path, Cancel));
            break;
        }
    }

    [Fact]
    public async Task Save_WhileItsOwnAnswerIsWritten_WaitsForNothing()
    {
        await using var engine = ScriptedEngine.Create(NewBackend());
        var saved = 0;
        List<TokenId> conversation = [.. Prompt];
        await foreach (var update in engine.GenerateAsync(new GenerationRequest { Prompt = Prompt, MaxTokens = 200 }, Cancel))
        {
            conversation.Add(update.Token!.Value);
            if (conversation.Count == Prompt.Length + 150)
                saved = await engine.SaveSessionAsync(Path, [.. conversation, .. HashScript.Continue(conversation, 100)], Cancel);
        }

        Assert.InRange(saved, Prompt.Length + 149, Prompt.Length + 200);
    }

    [Fact]
    public async Task Save_NameNearTheFileSystemsLimit_IsWritten()
    {
        await using var engine = ScriptedEngine.Create(NewBackend());
        await AskAsync(engine, Prompt);
        var path = PathOf(new string('n', 250));
        var saved = await engine.SaveSessionAsync(path, Prompt, Cancel);
        Assert.Equal(saved, await engine.LoadSessionAsync(path, Cancel));
        Assert.Equal(path, Assert.Single(Directory.EnumerateFiles(_folder)));
    }

    [Fact]
    public async Task Save_Cancelled_LeavesNoFile()
    {
        await using var engine = ScriptedEngine.Create(NewBackend());
        await AskAsync(engine, Prompt);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.SaveSessionAsync(Path, Prompt, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public async Task Save_HalfASessionIsLeft_RemovesItOnceNobodyWritesIt()
    {
        var (left, written, other) = (PathOf("step35-abcdefgh.abc.partial"), PathOf("step35-12345678.123.partial"), PathOf("step35-mine.partial"));
        foreach (var path in (string[])[left, written, other])
            await File.WriteAllBytesAsync(path, [], Cancel);
        File.SetLastWriteTimeUtc(left, DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(other, DateTime.UnixEpoch);
        await SaveAsync();
        Assert.Equal([Path, written, other], Directory.EnumerateFiles(_folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Load_AnyDamage_IsRefusedAndNothingIsHeld()
    {
        await SaveAsync();
        var whole = await File.ReadAllBytesAsync(Path, Cancel);
        var backend = NewBackend();
        await using (var engine = ScriptedEngine.Create(backend))
        {
            var random = new Random(7);
            for (var round = 0; round < 200; round++)
            {
                var damaged = Damage(whole, random, round);
                await File.WriteAllBytesAsync(Path, damaged, Cancel);
                var error = await Record.ExceptionAsync(() => engine.LoadSessionAsync(Path, Cancel));
                Assert.True(error is SessionException, $"Round {round}: {error}");
            }

            Assert.Equal(0, (await AskAsync(engine, Prompt)).Summary.CachedTokens);
        }

        Assert.Equal(0, backend.LiveStates);
    }

    [Theory]
    [InlineData(0, "no session file")]
    [InlineData(8, "version")]
    [InlineData(12, "another model")]
    public async Task Load_ForeignFile_SaysWhy(int offset, string expected)
    {
        await SaveAsync();
        var bytes = await File.ReadAllBytesAsync(Path, Cancel);
        bytes[offset] ^= 1;
        await File.WriteAllBytesAsync(Path, bytes, Cancel);
        await using var engine = ScriptedEngine.Create(NewBackend());
        var error = await Assert.ThrowsAsync<SessionException>(() => engine.LoadSessionAsync(Path, Cancel));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_MoreTokensThanTheContext_NamesBothNumbers()
    {
        var (saved, _) = await SaveAsync();
        await using var engine = ScriptedEngine.Create(NewBackend(sequenceLength: 500));
        var error = await Assert.ThrowsAsync<SessionException>(() => engine.LoadSessionAsync(Path, Cancel));
        Assert.Contains($"{saved:N0}", error.Message, StringComparison.Ordinal);
        Assert.Contains("500", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAndSave_PathThatCannotBe_IsATypedError()
    {
        await using var engine = ScriptedEngine.Create(NewBackend());
        await AskAsync(engine, Prompt);
        var nowhere = System.IO.Path.Combine(_folder, "missing", "file");
        await Assert.ThrowsAsync<SessionException>(() => engine.LoadSessionAsync(nowhere, Cancel));
        await Assert.ThrowsAsync<SessionException>(() => engine.SaveSessionAsync(nowhere, Prompt, Cancel));
        await Assert.ThrowsAsync<SessionException>(() => engine.SaveSessionAsync(_folder, Prompt, Cancel));
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public async Task LoadAndSave_NoRegularFile_IsRefusedAndLeftAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes and devices in folders.");
        var (pipe, device, socket, link) = (PathOf("pipe"), PathOf("device"), PathOf("socket"), PathOf("link"));
        await new PaxTarEntry(TarEntryType.Fifo, "pipe").ExtractToFileAsync(pipe, overwrite: false, Cancel);
        File.CreateSymbolicLink(device, "/dev/null");
        File.CreateSymbolicLink(link, PathOf("missing"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));

        // Open and full, so that whoever does not look first reads something rather than waiting for ever.
        await using var open = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        await open.WriteAsync(new byte[100], Cancel);
        await open.FlushAsync(Cancel);
        await using var engine = ScriptedEngine.Create(NewBackend());
        await AskAsync(engine, Prompt);
        foreach (var path in (string[])[pipe, device, socket, link, _folder])
        {
            var load = await Assert.ThrowsAsync<SessionException>(() => engine.LoadSessionAsync(path, Cancel));
            var save = await Assert.ThrowsAsync<SessionException>(() => engine.SaveSessionAsync(path, Prompt, Cancel));
            Assert.All([load, save], error => Assert.Contains("regular file", error.Message, StringComparison.Ordinal));
        }

        Assert.Equal([device, link, pipe, socket], Directory.EnumerateFiles(_folder).Order());
        Assert.Equal("/dev/null", File.ResolveLinkTarget(device, returnFinalTarget: true)?.FullName);
    }

    [Fact]
    public async Task Save_OverAnEmptyFile_ReplacesIt()
    {
        await File.WriteAllBytesAsync(Path, [], Cancel);
        var (saved, _) = await SaveAsync();
        await using var engine = ScriptedEngine.Create(NewBackend());
        Assert.Equal(saved, await engine.LoadSessionAsync(Path, Cancel));
    }

    [Fact]
    public async Task Load_LinkToASession_FollowsIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets few users make links.");
        var (saved, _) = await SaveAsync();
        var link = PathOf("link");
        File.CreateSymbolicLink(link, Path);
        await using var engine = ScriptedEngine.Create(NewBackend());
        Assert.Equal(saved, await engine.LoadSessionAsync(link, Cancel));
    }

    [Fact]
    public async Task LoadAndSave_AfterDispose_Throw()
    {
        await SaveAsync();
        var engine = ScriptedEngine.Create(NewBackend());
        await engine.DisposeAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.LoadSessionAsync(Path, Cancel));
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.SaveSessionAsync(Path, Prompt, Cancel));
    }

    private string PathOf(string name) => System.IO.Path.Combine(_folder, name);

    private static byte[] Damage(byte[] whole, Random random, int round)
    {
        if (round % 4 == 0)
            return whole[..random.Next(whole.Length)];
        if (round % 4 == 1)
            return [.. whole, (byte)random.Next(256)];
        var damaged = whole.ToArray();
        damaged[random.Next(round % 4 == 2 ? 80 : whole.Length)] ^= (byte)(1 << random.Next(8));
        return damaged;
    }

    private static ScriptedBackend NewBackend(int sequenceLength = 4096) => new(HashScript.Next) { SequenceLength = sequenceLength };

    private async Task<(int Saved, TokenId[] Conversation)> SaveAsync()
    {
        await using var engine = ScriptedEngine.Create(NewBackend());
        var (answer, _) = await AskAsync(engine, Prompt);
        TokenId[] conversation = [.. Prompt, .. answer];
        return (await engine.SaveSessionAsync(Path, conversation, Cancel), conversation);
    }

    private static async Task<(List<TokenId> Tokens, GenerationSummary Summary)> AskAsync(Step35Engine engine, TokenId[] prompt)
    {
        var request = new GenerationRequest { Prompt = prompt, BranchPoints = [Math.Min(600, prompt.Length)], MaxTokens = 40 };
        var (_, tokens, summary) = await engine.CollectAsync(request, Cancel);
        return (tokens, summary);
    }
}
