using System.Text;

namespace Step35.TestModels.Damage;

/// <summary>Files that are something else than a model.</summary>
internal static class ForeignFiles
{
    public static IEnumerable<DamagedFile> List()
    {
        yield return Text("empty file", string.Empty);
        yield return Text("file of three bytes", "GGU");
        yield return Text("magic alone", "GGUF");
        yield return Text("magic and version alone", "GGUF\u0003\0\0\0");
        yield return Text("web page", "<!DOCTYPE html><html><body>Not found</body></html>");
        yield return Text("bare web page", "<html><body>Not found, try again later</body></html>");
        yield return Text("LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        yield return Text("JSON", "{\"architectures\": [\"Step3p5ForCausalLM\"]}");
        yield return Text("ZIP archive", "PK\u0003\u0004" + new string('x', 64));
        yield return Text("file of the ggml format", "lmgg" + new string('\u0001', 64));
        yield return Text("file of the ggjt format", "tjgg" + new string('\u0001', 64));
        yield return Text("safetensors weights", "\u0010\u0001\0\0\0\0\0\0{\"a\":{}}" + new string(' ', 64));
        yield return Text("zeros", new string('\0', 4096));
        yield return Text("big-endian model", "GGUF\0\0\0\u0003" + new string('\0', 64));
        yield return Text("model of version 1", "GGUF\u0001\0\0\0" + new string('\0', 64));
        yield return Text("model of version 4", "GGUF\u0004\0\0\0" + new string('\0', 64));
        yield return new DamagedFile("folder", folder => folder);
        yield return new DamagedFile("missing file", folder => Path.Combine(folder, "missing.gguf"));
    }

    private static DamagedFile Text(string name, string content) => new(name, folder =>
    {
        var path = Path.Combine(folder, "model.gguf");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));
        return path;
    });
}
