using System.Diagnostics;

namespace Step35.Plugins.Tests;

/// <summary>A workspace with a secret beside it.</summary>
public sealed class Scratch : IDisposable
{
    public const string Secret = "the secret outside";

    private readonly string _folder = Directory.CreateTempSubdirectory("step35-toolbox-").FullName;

    public Scratch()
    {
        Root = Directory.CreateDirectory(Path.Combine(_folder, "work")).FullName;
        Outside = Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;
        SecretFile = Path.Combine(Outside, "secret.txt");
        File.WriteAllText(SecretFile, Secret);
    }

    public string Root { get; }

    public string Outside { get; }

    public string SecretFile { get; }

    public string PathOf(string path) => Path.Combine(Root, path);

    public Scratch Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
        return this;
    }

    /// <summary>Whether everything outside is as it was made.</summary>
    public bool IsOutsideUntouched() =>
        Directory.GetFileSystemEntries(Outside).SequenceEqual([SecretFile]) && File.ReadAllText(SecretFile) == Secret;

    /// <summary>Runs a program of this machine in the workspace, to prepare it.</summary>
    public string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0 or 1, $"{program}: {errors.Result}");
        return output;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
