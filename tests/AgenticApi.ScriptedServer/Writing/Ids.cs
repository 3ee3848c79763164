using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Scripted.Writing;

/// <summary>Ids that look like a server's and are the same in every run: hashes of what they are for.</summary>
internal static class Ids
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Up to 64 hexadecimal digits.</summary>
    public static string Hex(int length, string of) => Convert.ToHexStringLower(Hash(of))[..length];

    /// <summary>Up to 32 letters and digits.</summary>
    public static string Letters(int length, string of) => string.Concat(Hash(of).Take(length).Select(b => Alphabet[b % Alphabet.Length]));

    /// <summary>A UUID of version 7 to look at.</summary>
    public static string Uuid(string of)
    {
        var hex = Hex(32, of);
        return $"019f{hex[..4]}-{hex[4..8]}-7{hex[8..11]}-8{hex[11..14]}-{hex[14..26]}";
    }

    private static byte[] Hash(string of) => SHA256.HashData(Encoding.UTF8.GetBytes(of));
}
