using System.Text.Json;

namespace AgenticApi.Reading;

/// <summary>The position of a value in the bytes of an event. The quotes of a string are not included.</summary>
internal readonly record struct Slice(int Start, int Length, JsonTokenType Token)
{
    /// <summary>Returns the slice of the value from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static Slice Of(ReadOnlySpan<byte> data, int start, int end) => data[start] switch
    {
        (byte)'"' => new Slice(start + 1, end - start - 2, JsonTokenType.String),
        (byte)'{' => new Slice(start, end - start, JsonTokenType.StartObject),
        (byte)'[' => new Slice(start, end - start, JsonTokenType.StartArray),
        (byte)'t' => new Slice(start, end - start, JsonTokenType.True),
        (byte)'f' => new Slice(start, end - start, JsonTokenType.False),
        (byte)'n' => new Slice(start, end - start, JsonTokenType.Null),
        _ => new Slice(start, end - start, JsonTokenType.Number),
    };

    /// <summary>Whether the member is present and not null.</summary>
    public bool HasValue => Token is not (JsonTokenType.None or JsonTokenType.Null);

    public bool IsString => Token == JsonTokenType.String;

    public bool IsObject => Token == JsonTokenType.StartObject;

    public bool IsArray => Token == JsonTokenType.StartArray;

    public Slice Moved(int by) => new(Start + by, Length, Token);

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> data) => data.Slice(Start, Length);

    /// <summary>Returns the value as JSON, including the quotes of a string.</summary>
    public ReadOnlySpan<byte> JsonOf(ReadOnlySpan<byte> data) => IsString ? data.Slice(Start - 1, Length + 2) : Of(data);
}
