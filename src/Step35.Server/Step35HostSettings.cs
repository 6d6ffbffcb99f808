namespace Step35.Server;

/// <summary>What a program gives to <see cref="Step35Host"/>, beside what the configuration says.</summary>
public sealed class Step35HostSettings
{
    /// <summary>Gets the program's arguments, which are configuration: <c>--Step35:ModelPath=FILE --urls=http://127.0.0.1:8080</c>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Gets the configuration that wins over all other.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets the configuration that counts where no model is named; all other wins over it.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string?> Fallback { get; init; } = new Dictionary<string, string?>();
}
