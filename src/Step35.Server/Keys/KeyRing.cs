using Microsoft.Extensions.Options;

namespace Step35.Server.Keys;

/// <summary>The keys that the host knows.</summary>
internal sealed class KeyRing(IOptions<ServerOptions> options)
{
    private readonly ApiKey[] _keys =
    [
        .. options.Value.AdminKeys.Select(static text => new ApiKey(text, isAdmin: true)),
        .. options.Value.ApiKeys.Select(static text => new ApiKey(text, isAdmin: false)),
    ];

    /// <summary>Gets a value indicating whether nobody needs a key.</summary>
    public bool IsEmpty => _keys.Length == 0;

    /// <summary>Finds the key that a client presents.</summary>
    public ApiKey? Find(string? presented)
    {
        var hash = ApiKey.Hash(presented ?? "");
        ApiKey? found = null;
        // All are compared, so that the time does not tell which one it was.
        foreach (var key in _keys)
            if (key.Matches(hash))
                found ??= key;
        return found;
    }
}
