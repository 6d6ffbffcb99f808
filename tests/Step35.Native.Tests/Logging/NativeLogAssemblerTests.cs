using System.Text;
using CsCheck;
using Step35.Native.Logging;

namespace Step35.Native.Tests.Logging;

public sealed class NativeLogAssemblerTests
{
    // One to four bytes each, so that cuts fall inside of characters.
    private static readonly string[] Characters = ["a", "ü", "€", "🙂", "\n"];

    private readonly NativeLogAssembler _assembler = new();

    [Fact]
    public void Push_WholeLine_GivesItWithItsLevel() =>
        Assert.Equal([new(NativeLogLevel.Warning, "low memory")], Push(NativeLogLevel.Warning, "low memory\n"));

    [Fact]
    public void Push_Continuations_JoinTheLineBefore()
    {
        Assert.Empty(Push(NativeLogLevel.Info, "loading "));
        Assert.Empty(Push(NativeLogLevel.Continue, ".."));
        Assert.Equal([new(NativeLogLevel.Info, "loading ...")], Push(NativeLogLevel.Continue, ".\n"));
    }

    [Fact]
    public void Push_NewLineWhileOneIsOpen_CompletesTheOpenOne()
    {
        Push(NativeLogLevel.Info, "loading ...");

        Assert.Equal(
            [new(NativeLogLevel.Info, "loading ..."), new(NativeLogLevel.Error, "failed")],
            Push(NativeLogLevel.Error, "failed\n"));
    }

    [Fact]
    public void Push_EmptyLines_GiveNothing() => Assert.Empty(Push(NativeLogLevel.Info, "\n  \n\r\n"));

    [Fact]
    public void Push_AnyCut_GivesTheSameLines() =>
        Gen.Select(Gen.Int[0, Characters.Length - 1].Select(i => Characters[i]).Array, Gen.Int[1, 5]).Sample((characters, size) =>
        {
            var text = string.Concat(characters);
            var bytes = Encoding.UTF8.GetBytes(text + "\n");
            var assembler = new NativeLogAssembler();
            var lines = bytes.Chunk(size).SelectMany((piece, i) => assembler.Push(i == 0 ? NativeLogLevel.Info : NativeLogLevel.Continue, piece));
            return lines.Select(line => line.Text).SequenceEqual(text.Split('\n').Where(line => line.Length > 0));
        });

    private IReadOnlyList<NativeLogLine> Push(NativeLogLevel level, string piece) => _assembler.Push(level, Encoding.UTF8.GetBytes(piece));
}
