namespace Step35.TestModels.Damage;

/// <summary>The corpus of damaged models: every file in it must be refused, none may end the process.</summary>
public static class DamagedFiles
{
    /// <summary>Gets the model that the corpus is made from; small, for it is written hundreds of times.</summary>
    public static TestModelShape Intact { get; } = new()
    {
        HiddenLength = 32,
        TrunkLayers = 2,
        MtpLayers = 1,
        DenseLength = 32,
        Experts = 4,
        HeadLength = 8,
    };

    /// <summary>Lists the damaged models, the same for the same seed.</summary>
    public static IReadOnlyList<DamagedFile> List(int seed) =>
    [
        .. ForeignFiles.List(),
        .. ByteDamage.List(new Random(seed)),
        .. SettingDamage.List(),
        .. TensorDamage.List(),
        .. VocabularyDamage.List(),
        .. SplitDamage.List(),
    ];

    /// <summary>Describes a change to the intact model before it is written.</summary>
    internal static DamagedFile Change(string name, Action<GgufWriter> change) => new(name, folder =>
    {
        var writer = TestModelWriter.Create(Intact);
        change(writer);
        return WriteInto(folder, writer);
    });

    internal static string WriteInto(string folder, GgufWriter writer)
    {
        var path = Path.Combine(folder, "model.gguf");
        writer.Write(path);
        return path;
    }
}
