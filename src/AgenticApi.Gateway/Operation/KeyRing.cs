using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Gateway;

/// <summary>The API keys of a gateway.</summary>
internal sealed class KeyRing(IReadOnlyList<GatewayKey> keys)
{
    private const string Scheme = "Bearer ";

    // Keys are shorter. The limit prevents clients from making the gateway hash large headers.
    private const int MaxHeaderLength = 1024;

    public bool IsEmpty => keys.Count == 0;

    /// <summary>Returns the name of the key in an <c>Authorization</c> header; null if the header has none of these keys.</summary>
    /// <remarks>The time does not depend on which key matches, or on how many of its characters are right.</remarks>
    public string? FindName(string? authorization)
    {
        if (authorization is null || authorization.Length > MaxHeaderLength || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
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
