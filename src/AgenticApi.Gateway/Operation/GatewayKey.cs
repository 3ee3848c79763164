using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Gateway;

/// <summary>
/// A key that clients of a gateway have, as the gateway knows it: its name and its SHA-256. A hash without salt and rounds is enough, because
/// keys are random and as long as the hash.
/// </summary>
/// <remarks>
/// Immutable. The name is the owner of responses and conversations: a client finds only those of its own name. Two keys with one name are one
/// client's, so that a key can be replaced.
/// </remarks>
public sealed class GatewayKey
{
    private const string Prefix = "sk-gw-";
    private const string HashPrefix = "sha256:";
    private const int LongestName = 64;

    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@");

    private readonly byte[] _hash;

    private GatewayKey(string name, byte[] hash) => (Name, _hash) = (name, hash);

    /// <summary>Whose key it is: 1 to 64 of the characters A–Z, a–z, 0–9, <c>-</c>, <c>_</c>, <c>.</c> and <c>@</c>.</summary>
    public string Name { get; }

    internal ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Makes a key.</summary>
    /// <param name="name">Whose key it is.</param>
    /// <param name="key">The key: 256 random bits as text. It is not kept, and cannot be found again.</param>
    /// <returns>What the gateway is told.</returns>
    /// <exception cref="ArgumentException">The name is none; see <see cref="Name"/>.</exception>
    public static GatewayKey Create(string name, out string key)
    {
        key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
        return Of(name, key);
    }

    /// <summary>What the gateway is told of a key that exists. It must be as random as those of <see cref="Create"/>.</summary>
    /// <param name="name">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentException">The name is none, or the key is empty.</exception>
    public static GatewayKey Of(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return IsName(name) ? new(name, SHA256.HashData(Encoding.UTF8.GetBytes(key))) : throw new ArgumentException($"A key's name has 1 to {LongestName} of the characters A-Z, a-z, 0-9, '-', '_', '.' and '@'.", nameof(name));
    }

    /// <summary>Reads what <see cref="ToString"/> gives.</summary>
    /// <param name="line">A name, white space and <c>sha256:</c> with 64 hexadecimal digits.</param>
    /// <exception cref="FormatException">The line is none. The message says what is wrong, and repeats nothing of the line.</exception>
    public static GatewayKey Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var name, var hash])
        {
            throw new FormatException("a line is a name, a space, and 'sha256:' with 64 hexadecimal digits.");
        }

        if (!IsName(name))
        {
            throw new FormatException($"the name must have 1 to {LongestName} of the characters A-Z, a-z, 0-9, '-', '_', '.' and '@'.");
        }

        var bytes = new byte[SHA256.HashSizeInBytes];
        return hash.StartsWith(HashPrefix, StringComparison.Ordinal)
            && Convert.FromHexString(hash.AsSpan(HashPrefix.Length), bytes, out var read, out var written) == OperationStatus.Done
            && (read, written) == (hash.Length - HashPrefix.Length, bytes.Length)
                ? new(name, bytes)
                : throw new FormatException("behind the name must stand 'sha256:' with 64 hexadecimal digits.");
    }

    /// <summary>The line for a file of keys, which <see cref="Parse"/> reads. The key cannot be made from it.</summary>
    public override string ToString() => $"{Name} {HashPrefix}{Convert.ToHexStringLower(_hash)}";

    private static bool IsName(string? name) => name is { Length: > 0 and <= LongestName } && !name.AsSpan().ContainsAnyExcept(OfNames);
}
