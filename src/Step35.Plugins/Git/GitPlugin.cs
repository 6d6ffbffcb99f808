using System.ComponentModel;
using System.Globalization;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.Plugins.Files;

namespace Step35.Plugins.Git;

/// <summary>Lets a model look at the git repository of its workspace, and commit.</summary>
/// <remarks>
/// Nothing that the repository holds is run: no hooks, filters, external diffs or pagers. Safe for concurrent calls, as far as git is.
/// </remarks>
[Permission(Permissions.Read)]
public sealed class GitPlugin
{
    private const int MaxCommits = 200;

    private readonly Workspace _workspace;
    private readonly Repository _repository;

    /// <summary>Initializes the plugin.</summary>
    /// <param name="root">The workspace, which is the top folder of the repository.</param>
    /// <param name="options">How git works; null takes the defaults.</param>
    /// <param name="time">The clock of the time limit; null takes the system's.</param>
    public GitPlugin(string root, GitOptions? options = null, TimeProvider? time = null)
    {
        _workspace = new(root);
        _repository = new(_workspace, options ?? new(), time ?? TimeProvider.System);
    }

    /// <summary>Shows the branch and what has changed.</summary>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>Git's short status.</returns>
    [KernelFunction("git_status")]
    [Description("Shows which files have changed.")]
    public Task<string> GetStatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync(["status", "--short", "--branch", "--ignore-submodules=all"], cancellationToken);

    /// <summary>Shows changes that are not committed.</summary>
    /// <param name="path">A file or folder; empty for all.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The changes since the last commit as a unified diff.</returns>
    [KernelFunction("git_diff")]
    [Description("Shows the changes since the last commit.")]
    public Task<string> GetDiffAsync(
        [Description("The path of a file or folder; empty for all.")] string path = "", CancellationToken cancellationToken = default) =>
        RunAsync(["diff", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "HEAD", "--", path], cancellationToken);

    /// <summary>Lists the last commits.</summary>
    /// <param name="count">How many, up to 200.</param>
    /// <param name="path">Only those that changed this file or folder; empty for all.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>A line for each.</returns>
    [KernelFunction("git_log")]
    [Description("Lists the last commits.")]
    public Task<string> GetLogAsync(
        [Description("How many commits to list.")] int count = 10,
        [Description("The path of a file or folder; empty for all.")] string path = "",
        CancellationToken cancellationToken = default)
    {
        var most = Math.Clamp(count, 1, MaxCommits).ToString(CultureInfo.InvariantCulture);
        return RunAsync(["log", $"--max-count={most}", "--date=short", "--format=%h %ad %an: %s", "--", path], cancellationToken);
    }

    /// <summary>Commits every change in the workspace.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>What was committed.</returns>
    [KernelFunction("git_commit")]
    [Description("Commits all changes.")]
    [Permission(Permissions.Write)]
    public Task<string> CommitAsync([Description("The commit message.")] string message, CancellationToken cancellationToken = default) =>
        ToolAnswer.OfAsync(async () =>
        {
            await _repository.RunAsync(["add", "--all", "--", "."], cancellationToken).ConfigureAwait(false);
            var committed = await _repository.RunAsync(["commit", "--no-gpg-sign", $"--message={message}"], cancellationToken).ConfigureAwait(false);
            return committed.Trim();
        });

    // The last argument is a path of the workspace.
    private Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken) => ToolAnswer.OfAsync(async () =>
    {
        if (arguments[^2] is "--")
            arguments = [.. arguments[..^1], _workspace.Normalize(arguments[^1]) is { Length: > 0 } path ? path : "."];
        var output = await _repository.RunAsync(arguments, cancellationToken).ConfigureAwait(false);
        return output.Length == 0 ? "(Nothing.)" : output.TrimEnd();
    });
}
