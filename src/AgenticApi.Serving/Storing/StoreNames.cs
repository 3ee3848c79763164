using System.Buffers;

namespace AgenticApi.Serving;

/// <summary>Checks the ids and keys of an <see cref="IResponseStore"/>.</summary>
public static class StoreNames
{
    private const int MaxKeyLength = 64;
    private const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private static readonly SearchValues<char> InIds = SearchValues.Create(IdCharacters);
    private static readonly SearchValues<char> InKeys = SearchValues.Create(IdCharacters + "/");

    /// <summary>Returns whether a string is a valid record id. Use it for ids that a client sends.</summary>
    /// <param name="id">The string; null is not a valid id.</param>
    /// <returns>True if the string is a valid id.</returns>
    public static bool IsId(string? id) => id is { Length: > 0 and <= 128 } && !id.AsSpan().ContainsAnyExcept(InIds);

    /// <summary>Throws if a string is not a valid record id.</summary>
    /// <param name="id">The string.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not a valid id.</exception>
    public static void CheckId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!IsId(id))
        {
            throw new ArgumentException("An id must have 1 to 128 of the characters A-Z, a-z, 0-9, _ and -.", nameof(id));
        }
    }

    /// <summary>Throws if an entry has an invalid key.</summary>
    /// <param name="entries">The entries.</param>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is null.</exception>
    /// <exception cref="ArgumentException">An entry is null or has an invalid key.</exception>
    public static void CheckKeys(IReadOnlyList<StoredEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            if (entry?.Key is not { Length: > 0 } key || !IsKeyOrEmpty(key))
            {
                throw new ArgumentException("A key must have 1 to 64 of the characters A-Z, a-z, 0-9, _, - and /.", nameof(entries));
            }
        }
    }

    /// <summary>Throws if the arguments do not describe a valid range of keys.</summary>
    /// <param name="prefix">The prefix of the keys, or empty.</param>
    /// <param name="after">The key after which the range begins, or empty.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An argument is neither empty nor a valid key.</exception>
    public static void CheckRange(string prefix, string after)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(after);
        CheckBound(prefix, nameof(prefix));
        CheckBound(after, nameof(after));
    }

    private static void CheckBound(string text, string parameter)
    {
        if (!IsKeyOrEmpty(text))
        {
            throw new ArgumentException("The bound of a range must have at most 64 of the characters A-Z, a-z, 0-9, _, - and /.", parameter);
        }
    }

    private static bool IsKeyOrEmpty(string text) => text.Length <= MaxKeyLength && !text.AsSpan().ContainsAnyExcept(InKeys);
}
