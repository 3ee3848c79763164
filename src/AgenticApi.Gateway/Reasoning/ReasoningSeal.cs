using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Gateway;

/// <summary>
/// Encrypts reasoning (<c>reasoning.encrypted_content</c>) for clients that keep the history themselves, and decrypts it when they send it back. Uses
/// AES-GCM with the owner as associated data, so that the reasoning of one client cannot be decrypted for another.
/// </summary>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class ReasoningSeal
{
    private const string Prefix = "ar1_";
    private const int KeyBytes = 32;

    private readonly byte[][] _keys;

    /// <summary>Creates an instance.</summary>
    /// <param name="keys">The keys, 32 bytes each. The first key encrypts, all keys decrypt. If empty, a random key is used.</param>
    /// <exception cref="ArgumentException">A key does not have 32 bytes.</exception>
    public ReasoningSeal(IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        if (keys.Any(key => key.Length != KeyBytes))
        {
            throw new ArgumentException($"Each of the reasoning keys must have {KeyBytes} bytes.", nameof(keys));
        }

        _keys = keys.Count == 0 ? [RandomNumberGenerator.GetBytes(KeyBytes)] : [.. keys.Select(key => key.ToArray())];
    }

    private static int NonceBytes => AesGcm.NonceByteSizes.MaxSize;

    private static int TagBytes => AesGcm.TagByteSizes.MaxSize;

    /// <summary>Encrypts a text for an owner; null if clients are not authenticated.</summary>
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

    /// <summary>Decrypts a text; null if it was not encrypted with one of the keys for this owner, or was changed.</summary>
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
                // The next key may match.
            }
        }

        return null;
    }

    private static byte[] Associated(string? owner) => owner is null ? [] : Encoding.UTF8.GetBytes(owner);
}
