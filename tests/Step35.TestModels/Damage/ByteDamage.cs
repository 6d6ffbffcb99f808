using System.Buffers.Binary;
using System.Text;
using Step35.Engine.Gguf;

namespace Step35.TestModels.Damage;

/// <summary>Damage done to the bytes of a written file, as by a broken download or a bad disk.</summary>
internal static class ByteDamage
{
    private const int VersionAt = 4;
    private const int TensorCountAt = 8;
    private const int KeyCountAt = 16;
    private const int FirstKeyAt = 24;

    private static readonly ulong[] HugeNumbers = [ulong.MaxValue, long.MaxValue, 1UL << 63, 1UL << 32, int.MaxValue, 1_000_000];

    private static readonly string[] Arrays =
        ["tokenizer.ggml.tokens", "tokenizer.ggml.token_type", "tokenizer.ggml.merges", "step35.attention.head_count"];

    public static IEnumerable<DamagedFile> List(Random random) =>
        [.. Truncations(random), .. Counts(), .. Lengths(), .. TensorEntries(), .. Zeroes(random)];

    private static IEnumerable<DamagedFile> Truncations(Random random)
    {
        // Fractions, because the file is not written yet; the last bytes may be padding, which no one misses.
        var fractions = Enumerable.Range(0, 40).Select(_ => random.NextDouble()).ToArray();
        foreach (var fraction in fractions[..20])
            yield return Edit($"cut off in the header at {fraction:P2}", (bytes, data) => bytes[..(int)(data * fraction)]);
        foreach (var fraction in fractions[20..])
            yield return Edit($"cut off in the data at {fraction:P2}", (bytes, data) =>
                bytes[..(data + (int)((bytes.Length - 64 - data) * fraction))]);
    }

    private static IEnumerable<DamagedFile> Counts()
    {
        foreach (var number in HugeNumbers)
        {
            yield return Number($"{number} tensors", TensorCountAt, number);
            yield return Number($"{number} keys", KeyCountAt, number);
            yield return Number($"key name of {number} bytes", FirstKeyAt, number);
        }

        yield return Number("no tensors", TensorCountAt, 0);
        yield return Number("no keys", KeyCountAt, 0);
        yield return Edit("one key too many", (bytes, _) => Add(bytes, KeyCountAt, 1));
        yield return Edit("one key too few", (bytes, _) => Add(bytes, KeyCountAt, -1));
        yield return Edit("one tensor too many", (bytes, _) => Add(bytes, TensorCountAt, 1));
        yield return Edit("version 0", (bytes, _) => Add(bytes, VersionAt, -3));
    }

    private static IEnumerable<DamagedFile> Lengths()
    {
        foreach (var key in Arrays)
        {
            foreach (var number in HugeNumbers)
                yield return Edit($"{key} of {number} entries", (bytes, _) => Set(bytes, After(bytes, key) + 8, number));
            yield return Edit($"{key} of arrays", (bytes, _) => Set32(bytes, After(bytes, key) + 4, (uint)GgufValueType.Array));
            yield return Edit($"{key} of an unknown type", (bytes, _) => Set32(bytes, After(bytes, key), 77));
            yield return Edit($"{key} of an unknown element type", (bytes, _) => Set32(bytes, After(bytes, key) + 4, 77));
        }

        yield return Edit("text of 2^60 bytes", (bytes, _) => Set(bytes, After(bytes, "general.name") + 4, 1UL << 60));
    }

    private static IEnumerable<DamagedFile> TensorEntries()
    {
        foreach (var name in new[] { "blk.0.attn_q.weight", "blk.1.ffn_up_shexp.weight", "blk.2.nextn.eh_proj.weight" })
        {
            yield return Edit($"{name} with 0 dimensions", (bytes, _) => Set32(bytes, After(bytes, name), 0));
            yield return Edit($"{name} with 5 dimensions", (bytes, _) => Set32(bytes, After(bytes, name), 5));
            yield return Edit($"{name} with 2^31 dimensions", (bytes, _) => Set32(bytes, After(bytes, name), 1u << 31));
            foreach (var length in new ulong[] { 0, 1, 1UL << 32, 1UL << 62, 1UL << 63, ulong.MaxValue })
                yield return Edit($"{name} with rows of {length}", (bytes, _) => Set(bytes, After(bytes, name) + 4, length));
            foreach (var type in new uint[] { 1, 4, 5, 8, 24, 28, 31, 38, 43, uint.MaxValue })
                yield return Edit($"{name} of type {type}", (bytes, _) => Set32(bytes, After(bytes, name) + 20, type));
            foreach (var offset in new ulong[] { 1, 32, 1UL << 40, ulong.MaxValue })
                yield return Edit($"{name} moved by {offset}", (bytes, _) => Add(bytes, After(bytes, name) + 24, (long)offset));
        }
    }

    private static IEnumerable<DamagedFile> Zeroes(Random random)
    {
        const int EntryBytes = 64;
        for (var i = 0; i < 20; i++)
        {
            var fraction = random.NextDouble();
            yield return Edit($"zeros in the list of tensors at {fraction:P2}", (bytes, data) =>
            {
                var first = After(bytes, "token_embd.weight");
                bytes.AsSpan(first + (int)((data - 2 * EntryBytes - first) * fraction), EntryBytes).Clear();
                return bytes;
            });
        }
    }

    private static DamagedFile Number(string name, int at, ulong number) => Edit(name, (bytes, _) => Set(bytes, at, number));

    private static DamagedFile Edit(string name, Func<byte[], int, byte[]> edit) => new(name, folder =>
    {
        var path = DamagedFiles.WriteInto(folder, TestModelWriter.Create(DamagedFiles.Intact));
        var dataOffset = (int)GgufFile.Open(path).Shards[0].DataOffset;
        File.WriteAllBytes(path, edit(File.ReadAllBytes(path), dataOffset));
        return path;
    });

    private static int After(byte[] bytes, string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        byte[] withLength = [.. BitConverter.GetBytes((ulong)text.Length), .. text];
        return bytes.AsSpan().IndexOf(withLength) + withLength.Length;
    }

    private static byte[] Set(byte[] bytes, int at, ulong number)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), number);
        return bytes;
    }

    private static byte[] Set32(byte[] bytes, int at, uint number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), number);
        return bytes;
    }

    private static byte[] Add(byte[] bytes, int at, long difference) =>
        Set(bytes, at, (ulong)(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)) + difference));
}
