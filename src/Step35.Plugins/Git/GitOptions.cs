namespace Step35.Plugins.Git;

/// <summary>How the git plugin works with a repository.</summary>
public sealed class GitOptions
{
    /// <summary>Gets or sets the name that commits are made under.</summary>
    /// <value>Default null: as git's settings of this user say.</value>
    public string? AuthorName { get; set; }

    /// <summary>Gets or sets the address that commits are made under.</summary>
    /// <value>Default null: as git's settings of this user say.</value>
    public string? AuthorEmail { get; set; }

    /// <summary>Gets or sets a value indicating whether a commit runs the repository's hooks, which are programs.</summary>
    /// <value>Default false.</value>
    public bool RunHooks { get; set; }

    /// <summary>Gets or sets a value indicating whether the repository may set what could run programs, such as filters.</summary>
    /// <value>Default false: a repository with settings beyond the ordinary ones is refused, and the answer names the setting.</value>
    public bool TrustRepositorySettings { get; set; }

    /// <summary>Gets or sets a value indicating whether the repository itself may lie outside the workspace, as with <c>git worktree</c>.</summary>
    /// <value>Default false.</value>
    public bool AllowLinkedWorkTree { get; set; }

    /// <summary>Gets or sets how long one call of git may run.</summary>
    /// <value>Default 30 seconds.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how many bytes of git's output are kept; of longer ones the middle is left out.</summary>
    /// <value>Default 64 KiB.</value>
    public int MaxOutputBytes { get; set; } = 64 << 10;
}
