namespace Step35.AI;

/// <summary>What an application that finds its model by a connection string says before its container exists.</summary>
public sealed class Step35ClientSettings
{
    /// <summary>Gets or sets where the model is.</summary>
    /// <value>Default: the connection string of the registration's name.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets a value indicating whether no health check is registered.</summary>
    /// <value>Default false.</value>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Gets or sets a value indicating whether OpenTelemetry is not told of the client's traces.</summary>
    /// <value>Default false.</value>
    public bool DisableTracing { get; set; }

    /// <summary>Gets or sets a value indicating whether OpenTelemetry is not told of the client's metrics.</summary>
    /// <value>Default false.</value>
    public bool DisableMetrics { get; set; }

    internal bool HasTelemetry => !DisableTracing || !DisableMetrics;
}
