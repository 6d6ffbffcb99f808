using Step35.AI.Hosting;

namespace Step35.AI.Tests.Hosting;

public sealed class FileClaimTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TryTake_TakenFile_IsNullUntilThatClaimEnds()
    {
        using (var first = FileClaim.TryTake(_folder.File("lock")))
            Assert.Equal((true, true), (first is not null, FileClaim.TryTake(_folder.File("lock")) is null));

        using var next = FileClaim.TryTake(_folder.File("lock"));
        Assert.NotNull(next);
    }

    [Fact]
    public void TryTake_FileThatCannotBe_IsNotTaken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there not everybody may make a link");
        File.CreateSymbolicLink(_folder.File("lock"), "lock");
        Assert.Throws<IOException>(() => FileClaim.TryTake(_folder.File("lock")));
    }

    public void Dispose() => _folder.Dispose();
}
