namespace Step35.Plugins.Shell;

/// <summary>Which programs a model may run, and within which limits.</summary>
public sealed class ShellOptions
{
    /// <summary>Gets the programs that may be run.</summary>
    /// <value>Default empty: none.</value>
    public IList<AllowedProgram> Programs { get; } = [];

    /// <summary>Gets the environment variables that programs get beside the few that they need, such as <c>PATH</c> and <c>HOME</c>.</summary>
    /// <value>Default empty: nothing else of this process's environment is passed on.</value>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets a value indicating whether arguments may name what lies outside the workspace.</summary>
    /// <remarks>
    /// This keeps a model from straying, as far as arguments show it. What an allowed program does by itself is not held back: allow
    /// nothing that runs other programs, or run everything in a container.
    /// </remarks>
    /// <value>Default false: absolute paths, <c>..</c>, <c>~</c> and links are refused.</value>
    public bool AllowOutsidePaths { get; set; }

    /// <summary>Gets or sets how long a program may run.</summary>
    /// <value>Default 60 seconds.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets how many bytes of each output are kept; of longer ones the middle is left out.</summary>
    /// <value>Default 32 KiB.</value>
    public int MaxOutputBytes { get; set; } = 32 << 10;
}
