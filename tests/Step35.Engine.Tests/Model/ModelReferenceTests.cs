using System.Runtime.Versioning;
using Step35.Engine.Gguf;
using Step35.Engine.Hub;
using Step35.Engine.Model;
using Step35.Engine.Tests.Gguf;
using Step35.TestModels;

namespace Step35.Engine.Tests.Model;

public sealed class ModelReferenceTests : IDisposable
{
    private const string Commit = "0123456789abcdef";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("model.gguf", "model.gguf")]
    [InlineData("model-00001-of-00012.gguf", "model-00001-of-00012.gguf")]
    [InlineData("some/where/model-00007-of-00012.gguf", "some/where/model-00001-of-00012.gguf")]
    [InlineData("model-7-of-12.gguf", "model-7-of-12.gguf")]
    public void Resolve_Path_IsTheFirstShard(string reference, string expected) => Assert.Equal(expected, Resolve(reference));

    [Fact]
    public void Resolve_AnyShard_OpensTheWholeModel()
    {
        TestModelWriter.Write(new TestModelShape { Shards = 3 }, _folder.File("model.gguf"));

        Assert.All(
            Directory.GetFiles(_folder.Path),
            shard => Assert.Equal(3, GgufFile.Open(ModelReference.Resolve(shard)).Shards.Count));
    }

    [Fact]
    public void Resolve_Folder_FindsItsOneModel()
    {
        Write("b-00002-of-00002.gguf", "b-00001-of-00002.gguf", "mmproj-b.gguf", "notes.txt");

        Assert.Equal(_folder.File("b-00001-of-00002.gguf"), Resolve(_folder.Path));
    }

    [Fact]
    public void Resolve_FolderOfSeveral_NamesThem()
    {
        Write("a.gguf", "b-00001-of-00002.gguf", "b-00002-of-00002.gguf");

        var error = Assert.Throws<ModelNotFoundException>(() => Resolve(_folder.Path));

        Assert.Contains("2 models", error.Message, StringComparison.Ordinal);
        Assert.Contains("a.gguf, b-00001-of-00002.gguf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_EmptyFolder_SaysSo() =>
        Assert.Contains("holds no GGUF file", Assert.Throws<ModelNotFoundException>(() => Resolve(_folder.Path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("hf:stepfun/Flash:q4_k_s", "Flash-Q4_K_S-00001-of-00002.gguf")]
    [InlineData("hf:stepfun/Flash:IQ2_S", "IQ2/Flash-IQ2_S.gguf")]
    public void Resolve_Hub_FindsTheQuantisation(string reference, string expected)
    {
        WriteSnapshot(Commit, "Flash-Q4_K_S-00001-of-00002.gguf", "Flash-Q4_K_S-00002-of-00002.gguf", "Flash-Q4_K.gguf", "IQ2/Flash-IQ2_S.gguf");

        Assert.Equal(SnapshotFile(Commit, expected), Resolve(reference));
    }

    [Fact]
    public void Resolve_HubWithTwoSnapshots_TakesTheOneThatMainNames()
    {
        WriteSnapshot(Commit, "Flash-Q4_K_S.gguf");
        WriteSnapshot("fedcba9876543210", "Flash-Q4_K_S.gguf");
        Write("models--stepfun--Flash/refs/main");
        File.WriteAllText(_folder.File("models--stepfun--Flash/refs/main"), Commit);

        Assert.Equal(SnapshotFile(Commit, "Flash-Q4_K_S.gguf"), Resolve("hf:stepfun/Flash"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hf:stepfun/Flash")]
    [UnsupportedOSPlatform("windows")]
    public void Resolve_FolderThatCannotBeRead_SaysSo(string reference)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Nothing is kept from this user.");
        WriteSnapshot(Commit, "Flash-Q4_K_S.gguf");
        var folder = reference.Length > 0 ? _folder.File($"models--stepfun--Flash/snapshots/{Commit}") : _folder.Path;
        File.SetUnixFileMode(folder, UnixFileMode.UserExecute);
        try
        {
            var error = Assert.Throws<ModelNotFoundException>(() => Resolve(reference.Length > 0 ? reference : folder));

            Assert.Contains("cannot be read", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("hf:stepfun/Flash:Q8_0", "stepfun/Flash:Q8_0 is not on this machine; get it with: step35 pull stepfun/Flash:Q8_0")]
    [InlineData("hf:other/Flash", "step35 pull other/Flash")]
    [InlineData("hf:stepfun/Flash:Q4_K_S", "is not on this machine completely")]
    [InlineData("hf:stepfun/Flash", "add the quantisation of one: Flash-Q4_K, Flash-Q4_K_S")]
    [InlineData("hf:Flash", "names no repository")]
    public void Resolve_HubWithoutTheModel_SaysWhatToDo(string reference, string expected)
    {
        WriteSnapshot(Commit, "Flash-Q4_K_S-00002-of-00002.gguf", "Flash-Q4_K.gguf");

        var error = Assert.Throws<ModelNotFoundException>(() => Resolve(reference));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HF_HUB_CACHE=/a", "/a/models--o--r")]
    [InlineData("HF_HOME=/b", "/b/hub/models--o--r")]
    [InlineData("XDG_CACHE_HOME=/c", "/c/huggingface/hub/models--o--r")]
    public void FromEnvironment_Variables_SayWhereTheCacheIs(string setting, string expected)
    {
        var (name, value) = (setting.Split('=')[0], setting.Split('=')[1]);

        var repository = HubCache.FromEnvironment(variable => variable == name ? value : null).Repository("o/r");

        Assert.Equal(expected, repository.Folder.Replace('\\', '/'));
    }

    public void Dispose() => _folder.Dispose();

    private string Resolve(string reference) => ModelReference.Resolve(reference, new HubCache(_folder.Path));

    private string SnapshotFile(string commit, string file) => _folder.File($"models--stepfun--Flash/snapshots/{commit}/{file}");

    private void WriteSnapshot(string commit, params string[] files) =>
        Write([.. files.Select(file => $"models--stepfun--Flash/snapshots/{commit}/{file}")]);

    private void Write(params string[] files)
    {
        foreach (var file in files.Select(_folder.File))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, string.Empty);
        }
    }
}
