using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Gateway;

/// <summary>
/// An API key of a client, as the gateway knows it: its name and its SHA-256 hash. A hash without salt and iterations is enough, because keys
/// are random and have as many bits as the hash.
/// </summary>
/// <remarks>
/// Immutable. The name is the owner of responses and conversations: a client has access to those of its own name only. Keys with the same name
/// have the same owner, so a key can be replaced.
/// </remarks>
public sealed class GatewayKey
{
    private const string Prefix = "sk-gw-";
    private const string HashPrefix = "sha256:";
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@");

    private readonly byte[] _hash;

    private GatewayKey(string name, byte[] hash) => (Name, _hash) = (name, hash);

    /// <summary>The name of the key's owner: 1 to 64 of the characters A–Z, a–z, 0–9, <c>-</c>, <c>_</c>, <c>.</c> and <c>@</c>.</summary>
    public string Name { get; }

    internal ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Creates a new key.</summary>
    /// <param name="name">The name of the key's owner.</param>
    /// <param name="key">The key for the client: a prefix and 256 random bits as text. It is not stored, and cannot be recovered.</param>
    /// <returns>The key for <see cref="ResponsesGatewayOptions.Keys"/>.</returns>
    /// <exception cref="ArgumentException">The name is not valid; see <see cref="Name"/>.</exception>
    public static GatewayKey Create(string name, out string key)
    {
        key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
        return Of(name, key);
    }

    /// <summary>Creates an instance for an existing key, which must be as random as those of <see cref="Create"/>.</summary>
    /// <param name="name">The name of the key's owner.</param>
    /// <param name="key">The key that the client sends.</param>
    /// <returns>The key for <see cref="ResponsesGatewayOptions.Keys"/>.</returns>
    /// <exception cref="ArgumentException">The name is not valid (see <see cref="Name"/>), or the key is null or empty.</exception>
    public static GatewayKey Of(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return IsName(name)
            ? new(name, SHA256.HashData(Encoding.UTF8.GetBytes(key)))
            : throw new ArgumentException($"The name of a key must have 1 to {MaxNameLength} of the characters A-Z, a-z, 0-9, '-', '_', '.' and '@'.", nameof(name));
    }

    /// <summary>Parses the result of <see cref="ToString"/>.</summary>
    /// <param name="line">A name, white space, and <c>sha256:</c> with 64 hexadecimal digits.</param>
    /// <returns>The key for <see cref="ResponsesGatewayOptions.Keys"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="line"/> is null.</exception>
    /// <exception cref="FormatException">The line is not valid. The message says what is wrong, without the text of the line.</exception>
    public static GatewayKey Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var name, var hash])
        {
            throw new FormatException("The line must have a name, a space, and 'sha256:' with 64 hexadecimal digits.");
        }

        if (!IsName(name))
        {
            throw new FormatException($"The name must have 1 to {MaxNameLength} of the characters A-Z, a-z, 0-9, '-', '_', '.' and '@'.");
        }

        var bytes = new byte[SHA256.HashSizeInBytes];
        return hash.StartsWith(HashPrefix, StringComparison.Ordinal)
            && Convert.FromHexString(hash.AsSpan(HashPrefix.Length), bytes, out var read, out var written) == OperationStatus.Done
            && (read, written) == (hash.Length - HashPrefix.Length, bytes.Length)
                ? new(name, bytes)
                : throw new FormatException("The name must be followed by 'sha256:' with 64 hexadecimal digits.");
    }

    /// <summary>Returns the line for a file of keys, which <see cref="Parse"/> reads. It contains the name and the hash, not the key.</summary>
    public override string ToString() => $"{Name} {HashPrefix}{Convert.ToHexStringLower(_hash)}";

    private static bool IsName(string? name) => name is { Length: > 0 and <= MaxNameLength } && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
