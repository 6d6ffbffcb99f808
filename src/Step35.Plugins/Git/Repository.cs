using Step35.Native.Files;
using Step35.Plugins.Files;
using Step35.Plugins.Processes;

namespace Step35.Plugins.Git;

/// <summary>Runs git on the repository at the top of a workspace, so that the repository cannot run programs.</summary>
internal sealed class Repository(Workspace workspace, GitOptions options, TimeProvider time)
{
    private const string GitFolder = ".git";

    private readonly ProgramFinder _finder = new(workspace.Root);
    private readonly ProgramRunner _runner = new(new(options.TimeLimit, options.MaxOutputBytes), time);

    /// <summary>Runs one git command.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="ToolException">There is no repository, it is not trusted, or the command failed.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        CheckPlace();
        await CheckSettingsAsync(cancellationToken).ConfigureAwait(false);
        return await StartAsync(arguments, cancellationToken).ConfigureAwait(false);
    }

    private void CheckPlace()
    {
        using var root = workspace.OpenFolder("");
        using var folder = root.TryOpenChild(GitFolder)
            ?? throw new ToolException("the workspace is no git repository; its folder has no '.git'.");
        if (folder.Status.Kind is not FileKind.Folder && !options.AllowLinkedWorkTree)
            throw new ToolException("the repository lies outside the workspace, which is not allowed here.");
    }

    private async Task CheckSettingsAsync(CancellationToken cancellationToken)
    {
        if (options.TrustRepositorySettings)
            return;
        string[] arguments = ["config", "--list", "--show-scope", "--name-only", "--no-includes", "-z"];
        var listing = await StartAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (RepositorySettings.FindDoubtful(listing) is { } name)
            throw new ToolException($"the repository sets '{name}', which may run programs; its owner has to trust it first.");
    }

    private async Task<string> StartAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var program = _finder.Find("git") ?? throw new ToolException("git is not installed here.");
        using var folder = workspace.OpenFolder("");
        var start = new ProgramStart(program, [.. SafeArguments(), .. arguments], folder.AccessPath, CleanEnvironment.Create(_finder, Variables()));
        var result = await _runner.RunAsync(start, cancellationToken).ConfigureAwait(false);
        return result.ExitCode switch
        {
            0 => result.Output,
            null => throw new ToolException($"git did not end within {options.TimeLimit.TotalSeconds:0.###} seconds."),
            _ => throw new ToolException($"git: {(result.Errors.Length > 0 ? result.Errors : result.Output).Trim()}"),
        };
    }

    // The repository is named, so that git looks for none elsewhere; settings given here come before those of files.
    private IEnumerable<string> SafeArguments()
    {
        string[] settings =
            ["core.fsmonitor=false", "core.pager=cat", "log.showSignature=false", "gc.auto=0", "maintenance.auto=false", "protocol.allow=never"];
        return
        [
            $"--git-dir={GitFolder}", "--work-tree=.", "--no-pager", "--literal-pathspecs",
            .. settings.Concat(options.RunHooks ? [] : ["core.hooksPath=/dev/null"]).SelectMany(setting => new[] { "-c", setting }),
        ];
    }

    private IEnumerable<KeyValuePair<string, string>> Variables()
    {
        yield return new("GIT_TERMINAL_PROMPT", "0");
        yield return new("GIT_OPTIONAL_LOCKS", "0");
        yield return new("GIT_NO_LAZY_FETCH", "1");
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            if (options.AuthorName is { } name)
                yield return new($"GIT_{role}_NAME", name);
            if (options.AuthorEmail is { } email)
                yield return new($"GIT_{role}_EMAIL", email);
        }
    }
}
