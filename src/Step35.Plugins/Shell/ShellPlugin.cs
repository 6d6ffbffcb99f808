using System.ComponentModel;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.Plugins.Files;
using Step35.Plugins.Processes;

namespace Step35.Plugins.Shell;

/// <summary>Lets a model run programs that the options allow, in its workspace.</summary>
/// <remarks>
/// No shell reads the command. Programs get a clean environment and no input; at the time limit they end with all that they started.
/// Safe for concurrent calls.
/// </remarks>
public sealed class ShellPlugin
{
    private readonly ShellOptions _options;
    private readonly Workspace _workspace;
    private readonly ProgramFinder _finder;
    private readonly ArgumentFence _fence;
    private readonly ProgramRunner _runner;

    /// <summary>Initializes the plugin.</summary>
    /// <param name="root">The workspace; it must exist.</param>
    /// <param name="options">What may be run.</param>
    /// <param name="time">The clock of the time limit; null takes the system's.</param>
    public ShellPlugin(string root, ShellOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _workspace = new(root);
        _finder = new(_workspace.Root);
        _fence = new(_workspace);
        _runner = new(new(options.TimeLimit, options.MaxOutputBytes), time ?? TimeProvider.System);
    }

    /// <summary>Runs one program to its end.</summary>
    /// <param name="command">The program and its arguments, quoted as in a shell.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>Its outputs and exit code.</returns>
    [KernelFunction("run_command")]
    [Description("Runs a command.")]
    [Permission(Permissions.Execute, "command")]
    public Task<string> RunCommandAsync(
        [Description("The command line.")] string command, CancellationToken cancellationToken = default) => ToolAnswer.OfAsync(async () =>
    {
        var words = CommandLine.Split(command);
        var program = FindAllowed(words);
        using var folder = _workspace.OpenFolder("");
        var start = new ProgramStart(program, words[1..], folder.AccessPath, CleanEnvironment.Create(_finder, _options.Environment));
        return Show(await _runner.RunAsync(start, cancellationToken).ConfigureAwait(false));
    });

    private string FindAllowed(List<string> words)
    {
        if (words.Count == 0)
            throw new ToolException("the command is empty.");
        if (!_options.Programs.Any(allowed => allowed.Allows(words)))
            throw new ToolException($"that is not allowed. Allowed are: {Describe()}.");
        if (!_options.AllowOutsidePaths)
            _fence.Check(words.Skip(1));
        return _finder.Find(words[0]) ?? throw new ToolException($"'{words[0]}' is not installed here.");
    }

    private string Describe() => _options.Programs.Count == 0
        ? "none"
        : string.Join(", ", _options.Programs.SelectMany(
            allowed => allowed.Arguments.DefaultIfEmpty("**").Select(arguments => $"'{allowed.Name} {arguments}'")));

    private string Show(ProgramResult result)
    {
        var ending = result.ExitCode switch
        {
            null => $"(It was ended after {_options.TimeLimit.TotalSeconds:0.###} seconds.)",
            0 => null,
            var code => $"(It ended with exit code {code}.)",
        };
        var parts = new[] { result.Output.TrimEnd(), result.Errors.TrimEnd(), ending }.Where(part => !string.IsNullOrEmpty(part));
        return string.Join('\n', parts.DefaultIfEmpty("(It wrote nothing and succeeded.)"));
    }
}
