namespace AgenticApi.Json;

/// <summary>Checks values of which nothing else must be known.</summary>
internal readonly struct PlainValues : IMemberValues
{
    /// <inheritdoc/>
    public int End(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int start, int depth) => JsonScan.Value(json, start, depth);
}
