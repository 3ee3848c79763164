namespace AgenticApi.Json;

/// <summary>The position of a member of an object, or of a value of an array, in the bytes of that object or array.</summary>
internal readonly record struct JsonMember(int NameStart, int NameLength, int Start, int Length)
{
    /// <summary>The position after the value.</summary>
    public int End => Start + Length;

    public JsonMember Moved(int by) => new(NameStart + by, NameLength, Start + by, Length);

    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> json) => json.Slice(NameStart, NameLength);

    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}
