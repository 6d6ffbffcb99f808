using System.ComponentModel.DataAnnotations;

namespace Step35.Server;

/// <summary>How the model host lets clients in, and how much they may ask for; read from the configuration section <c>Step35</c>.</summary>
public sealed class ServerOptions
{
    private const int LargestBody = 1 << 30;

    /// <summary>Gets or sets the keys that open the routes for answers.</summary>
    /// <value>Each as it is, or as <c>sha256:HEX</c>. Default empty: nobody needs a key, and the host listens on this machine alone.</value>
    public IList<string> ApiKeys { get; set; } = [];

    /// <summary>Gets or sets the keys that open all routes, those for administration included.</summary>
    /// <value>As in <see cref="ApiKeys"/>. Default empty: with keys for answers alone, nobody administers.</value>
    public IList<string> AdminKeys { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether other machines may ask without a key.</summary>
    /// <value>Default false: a host that listens on a public address without a key does not start.</value>
    public bool AllowAnonymous { get; set; }

    /// <summary>Gets or sets the origins of web pages whose scripts may ask.</summary>
    /// <value>Such as <c>https://chat.example.com</c>. Default empty: none.</value>
    public IList<string> CorsOrigins { get; set; } = [];

    /// <summary>Gets or sets how many requests of one key are answered side by side; further ones are refused.</summary>
    /// <value>Default null: as many as the engine's queue takes.</value>
    [Range(1, int.MaxValue)]
    public int? MaxConcurrentRequests { get; set; }

    /// <summary>Gets or sets how many tokens, of prompts and answers, one key may use in a minute.</summary>
    /// <value>Default null: any number.</value>
    [Range(1, int.MaxValue)]
    public int? TokensPerMinute { get; set; }

    /// <summary>Gets or sets the largest body of a request, in bytes.</summary>
    /// <value>Default 32 MiB.</value>
    [Range(1024, LargestBody)]
    public int MaxRequestBytes { get; set; } = 32 << 20;

    /// <summary>Gets or sets how long a request may take, waiting included.</summary>
    /// <value>Up to 49 days. Default 1 hour.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long a stopping host lets running answers go on.</summary>
    /// <value>Up to 1 day. Default 30 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a model is kept in memory after its last request.</summary>
    /// <value>Up to 49 days. Default null: until the host stops.</value>
    public TimeSpan? IdleUnload { get; set; }

    /// <summary>Gets or sets how much memory the loaded models may take together; those used longest ago make room for others.</summary>
    /// <value>In bytes, as the memory plan counts them. Default null: what the machine has.</value>
    [Range(1, long.MaxValue)]
    public long? ModelMemoryBytes { get; set; }
}
