namespace Step35.Plugins.Http;

/// <summary>Which addresses a model may fetch, and within which limits.</summary>
public sealed class HttpOptions
{
    /// <summary>Gets the hosts that may be fetched from.</summary>
    /// <value>
    /// Default empty: none. <c>example.org</c> allows that host on the usual ports, <c>*.example.org</c> those below it, <c>*</c> all;
    /// <c>example.org:8080</c> allows another port.
    /// </value>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Gets or sets a value indicating whether hosts may be this machine or lie in private networks.</summary>
    /// <value>Default false. The address that is connected to counts, not what the host's name says.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Gets or sets the most bytes that are read of an answer, after decompression; the rest is left out.</summary>
    /// <value>Default 2 MiB.</value>
    public int MaxBytes { get; set; } = 2 << 20;

    /// <summary>Gets or sets how long a fetch may take, with all redirects.</summary>
    /// <value>Default 30 seconds.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how many redirects are followed; each must be allowed itself.</summary>
    /// <value>Default 5.</value>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>Gets or sets the name that is told to servers.</summary>
    /// <value>Default <c>Step35.SK</c>.</value>
    public string UserAgent { get; set; } = "Step35.SK";
}
