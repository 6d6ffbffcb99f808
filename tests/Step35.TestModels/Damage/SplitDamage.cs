namespace Step35.TestModels.Damage;

/// <summary>Split models whose files do not belong together.</summary>
internal static class SplitDamage
{
    private const int Count = 3;

    public static IEnumerable<DamagedFile> List() =>
    [
        Split("second file missing", paths => File.Delete(paths[1])),
        Split("last file missing", paths => File.Delete(paths[2])),
        Split("first file missing", paths => File.Delete(paths[0])),
        Split("second file empty", paths => File.WriteAllBytes(paths[1], [])),
        Split("second file cut off", paths => File.WriteAllBytes(paths[1], File.ReadAllBytes(paths[1])[..^100])),
        Split("files swapped", Swap),
        Split("second file is a copy of the first", paths => File.Copy(paths[0], paths[1], overwrite: true)),
        Split("second file of another model", paths => Mix(paths, DamagedFiles.Intact with { HiddenLength = 64 })),
        Split("second file of a split in four", MixCounts),
        Split("second file is no model", paths => File.WriteAllText(paths[1], "Not found, try again later")),
        DamagedFiles.Change("split.count as a text", writer => writer.Add("split.count", GgufValues.Of("3"))),
        DamagedFiles.Change("split.count of 65535", writer => writer.Add("split.count", GgufValues.Of(ushort.MaxValue))),
        DamagedFiles.Change("split without a number", writer => writer.Add("split.count", GgufValues.Of((ushort)3))),
        new DamagedFile("first file renamed", folder =>
        {
            var renamed = Path.Combine(folder, "renamed.gguf");
            File.Move(WriteIntact(folder)[0], renamed);
            return renamed;
        }),
        new DamagedFile("split without a tensor", folder =>
        {
            var writer = TestModelWriter.Create(DamagedFiles.Intact);
            writer.Tensors.RemoveAt(writer.Tensors.Count - 2);
            return writer.WriteSplit(Path.Combine(folder, "model"), Count)[0];
        }),
    ];

    private static DamagedFile Split(string name, Action<IReadOnlyList<string>> damage) => new(name, folder =>
    {
        var paths = WriteIntact(folder);
        damage(paths);
        return paths[0];
    });

    private static IReadOnlyList<string> WriteIntact(string folder) =>
        TestModelWriter.Create(DamagedFiles.Intact).WriteSplit(Path.Combine(folder, "model"), Count);

    private static void Swap(IReadOnlyList<string> paths)
    {
        File.Move(paths[1], paths[0] + ".kept");
        File.Move(paths[2], paths[1]);
        File.Move(paths[0] + ".kept", paths[2]);
    }

    private static void Mix(IReadOnlyList<string> paths, TestModelShape other)
    {
        var foreign = TestModelWriter.Create(other).WriteSplit(paths[0] + ".other", Count);
        File.Move(foreign[1], paths[1], overwrite: true);
    }

    private static void MixCounts(IReadOnlyList<string> paths)
    {
        var foreign = TestModelWriter.Create(DamagedFiles.Intact).WriteSplit(paths[0] + ".other", Count + 1);
        File.Move(foreign[1], paths[1], overwrite: true);
    }
}
