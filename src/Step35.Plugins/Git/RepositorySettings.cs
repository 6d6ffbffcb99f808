using Step35.Plugins.Patterns;

namespace Step35.Plugins.Git;

/// <summary>Knows the settings that a repository may make without being able to run a program.</summary>
/// <remarks>It names what is allowed: git learns new settings that run programs with every release.</remarks>
internal static class RepositorySettings
{
    private static readonly string[] Harmless =
    [
        "advice.*", "branch.*.merge", "branch.*.rebase", "branch.*.remote", "branch.*.vscode-merge-base", "branch.autosetuprebase", "color.*",
        "core.abbrev", "core.autocrlf", "core.bare", "core.commentchar", "core.eol", "core.filemode", "core.ignorecase",
        "core.logallrefupdates", "core.longpaths", "core.precomposeunicode", "core.preloadindex", "core.quotepath",
        "core.repositoryformatversion", "core.safecrlf", "core.sparsecheckout", "core.sparsecheckoutcone", "core.symlinks",
        "core.untrackedcache", "core.whitespace", "diff.algorithm", "diff.renames", "extensions.objectformat", "extensions.refstorage",
        "gc.*", "init.defaultbranch", "merge.conflictstyle", "merge.ff", "pull.ff", "pull.rebase", "push.autosetupremote", "push.default",
        "remote.*.fetch", "remote.*.gh-resolved", "remote.*.pushurl", "remote.*.tagopt", "remote.*.url", "submodule.*.active", "submodule.*.url",
        "submodule.active", "user.email", "user.name", "user.useconfigonly",
    ];

    /// <summary>Finds a setting of the repository that is not known to be harmless.</summary>
    /// <param name="listing">What <c>git config --list --show-scope --name-only -z</c> writes: scopes and names by turns.</param>
    public static string? FindDoubtful(string listing) => listing
        .Split('\0', StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .Where(pair => pair is [not ("global" or "system" or "command"), ..])
        .Select(pair => pair[^1])
        .FirstOrDefault(name => !Harmless.Any(pattern => Wildcard.Fits(pattern, name)));
}
