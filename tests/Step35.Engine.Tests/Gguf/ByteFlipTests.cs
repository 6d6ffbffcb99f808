using CsCheck;
using Step35.Engine.Gguf;
using Step35.TestModels;
using Step35.TestModels.Damage;

namespace Step35.Engine.Tests.Gguf;

public sealed class ByteFlipTests
{
    [Fact]
    public void Read_AnyBytesChangedInHeader_IsReadOrRefusedInOneWay()
    {
        using var folder = new TemporaryFolder();
        var path = TestModelWriter.Write(DamagedFiles.Intact, folder.File("intact.gguf"));
        var intact = File.ReadAllBytes(path);
        var header = (int)GgufFile.Open(path).Shards[0].DataOffset;
        var (accepted, refused) = (0, 0);

        Gen.Select(Gen.Int[0, header - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var changed = (byte[])intact.Clone();
            foreach (var (at, value) in changes)
                changed[at] = value;
            // A change inside a text leaves the file whole, so both outcomes are right; any other exception fails the test.
            if (TryRead(folder, changed))
                Interlocked.Increment(ref accepted);
            else
                Interlocked.Increment(ref refused);
        }, iter: 2_000);

        Assert.True(accepted > 0 && refused > 0, $"{accepted} accepted, {refused} refused");
    }

    [Fact]
    public void Read_RandomBytesBehindTheMagic_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] start = [(byte)'G', (byte)'G', (byte)'U', (byte)'F', 3, 0, 0, 0];

        Gen.Byte.Array[0, 500].Sample(bytes => Assert.False(TryRead(folder, [.. start, .. bytes])), iter: 500);
    }

    private static bool TryRead(TemporaryFolder folder, byte[] bytes)
    {
        var path = folder.File(Path.ChangeExtension(Path.GetRandomFileName(), ".gguf"));
        File.WriteAllBytes(path, bytes);
        try
        {
            Step35ModelHeader.Read(GgufFile.Open(path));
            return true;
        }
        catch (GgufException)
        {
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
