using System.Buffers;

namespace AgenticApi.Serving;

/// <summary>Which ids and keys an <see cref="IResponseStore"/> takes.</summary>
public static class StoreNames
{
    private const int MaxKeyLength = 64;
    private const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private static readonly SearchValues<char> OfIds = SearchValues.Create(IdCharacters);
    private static readonly SearchValues<char> OfKeys = SearchValues.Create(IdCharacters + "/");

    /// <summary>Whether a text can be the id of a record: what comes from a client may be anything.</summary>
    /// <param name="id">The text; null is none.</param>
    public static bool IsId(string? id) => id is { Length: > 0 and <= 128 } && !id.AsSpan().ContainsAnyExcept(OfIds);

    /// <summary>Throws if a text cannot be the id of a record.</summary>
    /// <param name="id">The text.</param>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void CheckId(string id)
    {
        if (!IsId(id))
        {
            throw new ArgumentException("An id has 1 to 128 of the characters A-Z, a-z, 0-9, _ and -.", nameof(id));
        }
    }

    /// <summary>Throws if entries cannot be written for their keys.</summary>
    /// <param name="entries">The entries.</param>
    /// <exception cref="ArgumentException">A key is none.</exception>
    public static void CheckKeys(IReadOnlyList<StoredEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            if (entry?.Key is not { Length: > 0 } key || !IsKeyOrEmpty(key))
            {
                throw new ArgumentException("A key has 1 to 64 of the characters A-Z, a-z, 0-9, _, - and /.", nameof(entries));
            }
        }
    }

    /// <summary>Throws if entries cannot be asked for.</summary>
    /// <param name="prefix">What the keys begin with, or empty.</param>
    /// <param name="after">The key after which the entries come, or empty.</param>
    /// <exception cref="ArgumentException">One of them is neither empty nor a key.</exception>
    public static void CheckRange(string prefix, string after)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(after);
        if (!IsKeyOrEmpty(prefix) || !IsKeyOrEmpty(after))
        {
            throw new ArgumentException("A prefix, and the key before a range, have up to 64 of the characters A-Z, a-z, 0-9, _, - and /.", IsKeyOrEmpty(prefix) ? nameof(after) : nameof(prefix));
        }
    }

    private static bool IsKeyOrEmpty(string text) => text.Length <= MaxKeyLength && !text.AsSpan().ContainsAnyExcept(OfKeys);
}
