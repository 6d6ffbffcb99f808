using System.ComponentModel.DataAnnotations;

namespace Step35.AI.Remote;

/// <summary>How a model elsewhere is reached.</summary>
public sealed class RemoteOptions
{
    /// <summary>Gets or sets the addresses of the servers, any of which can answer.</summary>
    /// <value>
    /// Required where the model runs elsewhere. A host name may be that of a service, which service discovery resolves. Without a path,
    /// OpenAI's dialect is looked for under <c>/v1</c>.
    /// </value>
    public IList<Uri> Endpoints { get; set; } = [];

    /// <summary>Gets or sets the key that the servers ask for.</summary>
    /// <value>Default null: none.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets the model's name at the servers.</summary>
    /// <value>Required at servers other than a Step35 model host. Default there: the first model that it serves.</value>
    public string? Model { get; set; }

    /// <summary>Gets or sets how long a server may take to its answer's first token: waiting and reading the prompt.</summary>
    /// <value>Up to 49 days. Default 10 minutes. <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</value>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how long a server may take from one token to the next. The whole answer has no limit.</summary>
    /// <value>Up to 49 days. Default 1 minute. <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</value>
    public TimeSpan NextTokenTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how often the only server is asked again when it is busy or cannot be reached; of several, the next one is asked.</summary>
    /// <value>0 to 10. Default 2.</value>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>Gets or sets how long a server that has failed is asked only after all others.</summary>
    /// <value>Default 30 seconds.</value>
    public TimeSpan CoolDown { get; set; } = TimeSpan.FromSeconds(30);
}
