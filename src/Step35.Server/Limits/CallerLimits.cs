using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Step35.Server.Keys;

namespace Step35.Server.Limits;

/// <summary>Holds each key to its share; whoever asks without one counts as one caller.</summary>
internal sealed class CallerLimits(IOptions<ServerOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, CallerAllowance> _allowances = new(StringComparer.Ordinal);

    /// <summary>Lets a request in.</summary>
    /// <exception cref="Errors.ApiException">The caller has had its share.</exception>
    public Admission Enter(ApiKey? key)
    {
        var allowance = _allowances.GetOrAdd(key?.Name ?? "", _ => new CallerAllowance(options.Value, time));
        allowance.Enter();
        return new Admission(allowance);
    }
}
