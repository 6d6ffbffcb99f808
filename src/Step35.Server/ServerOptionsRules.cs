using Microsoft.Extensions.Options;
using Step35.Server.Keys;

namespace Step35.Server;

/// <summary>Checks what no range can say: that keys can be read, and are hard to guess.</summary>
internal sealed class ServerOptionsRules : IValidateOptions<ServerOptions>
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        List<string> failures =
        [
            .. Check(nameof(options.ApiKeys), options.ApiKeys),
            .. Check(nameof(options.AdminKeys), options.AdminKeys),
            .. Check(nameof(options.RequestTimeout), options.RequestTimeout, LongestTimer),
            .. Check(nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.FromDays(1)),
            .. Check(nameof(options.IdleUnload), options.IdleUnload ?? LongestTimer, LongestTimer),
        ];
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Check(string name, TimeSpan time, TimeSpan longest) =>
        time > TimeSpan.Zero && time <= longest ? [] : [$"{name} is {time}; it must be above 0 and at most {longest.TotalDays:N0} days."];

    private static IEnumerable<string> Check(string list, IList<string> keys) => keys.Index()
        .Where(static key => !ApiKey.IsReadable(key.Item))
        .Select(key => $"{list}:{key.Index} is no key: give at least {ApiKey.ShortestLength} characters, or sha256: and the 64 digits of its hash.");
}
