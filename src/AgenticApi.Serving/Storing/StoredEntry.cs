namespace AgenticApi.Serving;

/// <summary>An entry of a record in an <see cref="IResponseStore"/>.</summary>
/// <param name="Key">The key: 1 to 64 of the characters A–Z, a–z, 0–9, <c>_</c>, <c>-</c> and <c>/</c>.</param>
/// <param name="Value">The value. Do not change its bytes: a store may keep them without a copy. Null in a write removes the entry.</param>
public sealed record StoredEntry(string Key, ReadOnlyMemory<byte>? Value);
