using System.Security.Cryptography;
using System.Text;

namespace Step35.Server.Keys;

/// <summary>A key that the host knows, by its hash alone.</summary>
internal sealed class ApiKey
{
    public const int ShortestLength = 8;

    private const string HashPrefix = "sha256:";
    private const int NameBytes = 4;

    private readonly byte[] _hash;

    /// <summary>Reads a key as the configuration has it.</summary>
    public ApiKey(string text, bool isAdmin)
    {
        _hash = text.StartsWith(HashPrefix, StringComparison.OrdinalIgnoreCase)
            ? Convert.FromHexString(text.AsSpan(HashPrefix.Length))
            : Hash(text);
        IsAdmin = isAdmin;
        Name = Convert.ToHexStringLower(_hash.AsSpan(0, NameBytes));
    }

    /// <summary>Gets the beginning of its hash, which tells keys apart in logs and queues.</summary>
    public string Name { get; }

    /// <summary>Gets a value indicating whether it opens the routes for administration, too.</summary>
    public bool IsAdmin { get; }

    public static bool IsReadable(string? text)
    {
        if (text is null)
            return false;
        var hex = text.StartsWith(HashPrefix, StringComparison.OrdinalIgnoreCase) ? text[HashPrefix.Length..] : null;
        return hex is null ? text.Length >= ShortestLength : hex.Length == 2 * SHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigit);
    }

    public static byte[] Hash(string presented) => SHA256.HashData(Encoding.UTF8.GetBytes(presented));

    /// <summary>Compares in a time that tells nothing about the key.</summary>
    public bool Matches(ReadOnlySpan<byte> presentedHash) => CryptographicOperations.FixedTimeEquals(_hash, presentedHash);
}
