using Microsoft.Extensions.Options;

namespace Step35.AI.Remote.Connection;

/// <summary>Lets a connection string win over the single options.</summary>
internal sealed class ConnectionStringOptions : IPostConfigureOptions<Step35Options>
{
    public void PostConfigure(string? name, Step35Options options)
    {
        if (!string.IsNullOrWhiteSpace(options.ConnectionString))
            ConnectionText.Apply(options.ConnectionString, options);
    }
}
