using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Gateway;

/// <summary>
/// Seals the model's reasoning, for clients that keep the history themselves (<c>reasoning.encrypted_content</c>), and opens it when it comes back:
/// AES-GCM, with the client's name as associated data, so that nobody opens what another client was given.
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class ReasoningSeal
{
    private const string Prefix = "ar1_";
    private const int KeyBytes = 32;

    private readonly byte[][] _keys;

    /// <summary>Creates one.</summary>
    /// <param name="keys">The keys, 32 bytes each. The first seals, all open. Without any, a random one that only this process opens.</param>
    /// <exception cref="ArgumentException">A key has another length.</exception>
    public ReasoningSeal(IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        if (keys.Any(key => key.Length != KeyBytes))
        {
            throw new ArgumentException($"A key has {KeyBytes} bytes.", nameof(keys));
        }

        _keys = keys.Count == 0 ? [RandomNumberGenerator.GetBytes(KeyBytes)] : [.. keys.Select(key => key.ToArray())];
    }

    private static int NonceBytes => AesGcm.NonceByteSizes.MaxSize;

    private static int TagBytes => AesGcm.TagByteSizes.MaxSize;

    /// <summary>Seals a text for a client; null stands for all where clients are not told apart.</summary>
    public string Seal(string text, string? owner)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedText.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_keys[0], TagBytes);
        cipher.Encrypt(nonce, plain, sealedText.AsSpan(NonceBytes + TagBytes), sealedText.AsSpan(NonceBytes, TagBytes), Associated(owner));
        return Prefix + Base64Url.EncodeToString(sealedText);
    }

    /// <summary>Opens a text; null if no key of this gateway sealed it for this client, or it was changed.</summary>
    public string? Open(string sealedText, string? owner)
    {
        if (!sealedText.StartsWith(Prefix, StringComparison.Ordinal)
            || !Base64Url.IsValid(sealedText.AsSpan(Prefix.Length), out var length)
            || length < NonceBytes + TagBytes)
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(sealedText.AsSpan(Prefix.Length));
        var plain = new byte[length - NonceBytes - TagBytes];
        foreach (var key in _keys)
        {
            try
            {
                using var cipher = new AesGcm(key, TagBytes);
                cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, Associated(owner));
                return Encoding.UTF8.GetString(plain);
            }
            catch (AuthenticationTagMismatchException)
            {
                // Another key may open it.
            }
        }

        return null;
    }

    private static byte[] Associated(string? owner) => owner is null ? [] : Encoding.UTF8.GetBytes(owner);
}
