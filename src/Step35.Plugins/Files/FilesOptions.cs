namespace Step35.Plugins.Files;

/// <summary>How much the files plugin reads, shows and writes at once.</summary>
public sealed class FilesOptions
{
    /// <summary>Gets or sets the most characters that one reading returns.</summary>
    /// <value>Default 100,000.</value>
    public int MaxReadCharacters { get; set; } = 100_000;

    /// <summary>Gets or sets the most characters of one line that are shown; the rest of it is cut off.</summary>
    /// <value>Default 2,000.</value>
    public int MaxLineCharacters { get; set; } = 2_000;

    /// <summary>Gets or sets the largest file that is searched, edited or written, in bytes. Reading has no such limit.</summary>
    /// <value>Default 8 MiB.</value>
    public int MaxFileBytes { get; set; } = 8 << 20;

    /// <summary>Gets or sets the most lines that one search returns.</summary>
    /// <value>Default 200.</value>
    public int MaxMatches { get; set; } = 200;

    /// <summary>Gets or sets the most files and folders that one listing shows.</summary>
    /// <value>Default 500.</value>
    public int MaxListed { get; set; } = 500;

    /// <summary>Gets or sets a value indicating whether files with several names are read: one of them may lie outside the workspace.</summary>
    /// <value>Default false.</value>
    public bool AllowHardLinks { get; set; }
}
