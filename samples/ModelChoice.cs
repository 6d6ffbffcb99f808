using Microsoft.Extensions.Configuration;
using Step35.AI;

namespace Step35.Samples;

/// <summary>The model that a sample runs on: a file that was named, else the connection string <c>step35</c>, else the small model.</summary>
/// <param name="path">The file; null when none was named.</param>
internal sealed class ModelChoice(string? path)
{
    /// <summary>The small model, beside the program.</summary>
    public static readonly string SmallModel = Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf");

    /// <summary>Gets the environment: connection strings, and the addresses that they name services by.</summary>
    public IConfiguration Configuration { get; } = new ConfigurationBuilder().AddEnvironmentVariables().Build();

    /// <summary>Gets a value indicating whether it is the small model, because nothing else was named.</summary>
    public bool IsSmall => path is null && Connection is null;

    private string? Connection => path is null ? Configuration.GetConnectionString("step35") : null;

    public void Apply(Step35Options options)
    {
        options.ModelPath = path ?? SmallModel;
        options.ConnectionString = Connection;
    }
}
