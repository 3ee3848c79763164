using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Gateway;

/// <summary>The keys of a gateway.</summary>
internal sealed class KeyRing(IReadOnlyList<GatewayKey> keys)
{
    private const string Scheme = "Bearer ";

    // Longer than any key is; so that nobody makes the gateway hash megabytes.
    private const int LongestKey = 1024;

    public bool IsEmpty => keys.Count == 0;

    /// <summary>The name of the key in an <c>Authorization</c> header; null where it has none of these keys.</summary>
    /// <remarks>How long it takes does not depend on which key it is, or on how much of it is right.</remarks>
    public string? NameOf(string? authorization)
    {
        if (authorization is null || authorization.Length > LongestKey || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()), hash);
        string? name = null;
        foreach (var key in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(key.Hash, hash))
            {
                name = key.Name;
            }
        }

        return name;
    }
}
