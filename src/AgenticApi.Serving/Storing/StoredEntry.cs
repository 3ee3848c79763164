namespace AgenticApi.Serving;

/// <summary>An entry of a record in an <see cref="IResponseStore"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, which nobody changes; null in a write removes the entry.</param>
public sealed record StoredEntry(string Key, ReadOnlyMemory<byte>? Value);
