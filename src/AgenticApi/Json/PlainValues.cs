namespace AgenticApi.Json;

/// <summary>Checks values without recording anything.</summary>
internal readonly struct PlainValues : IMemberValues
{
    /// <inheritdoc/>
    public int End(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int start, int depth) => JsonScan.SkipValue(json, start, depth);
}
