using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// A JSON object of the Responses API, kept as it came. The typed properties of the derived classes read from
/// <see cref="Json"/>, so whatever this library has no name for is still there, and is written back verbatim.
/// </summary>
/// <remarks>
/// Immutable, and safe to read from several threads. Two wire objects are equal when they are of the same class and their
/// JSON is equal: order of members and spelling of numbers and escapes do not count.
/// </remarks>
public abstract class WireObject : IEquatable<WireObject>
{

    private readonly byte[]? _utf8;

    private protected WireObject(JsonElement json) => Json = json;

    /// <summary>Takes JSON that has been read before. It is parsed when it is first asked for.</summary>
    private protected WireObject(byte[] utf8) => _utf8 = utf8;

    /// <summary>The object itself, with every member that the server sent, known to this library or not.</summary>
    public JsonElement Json => field.ValueKind == JsonValueKind.Undefined && _utf8 is not null ? field = JsonText.Parse(_utf8) : field;

    /// <summary>Writes the object, every member and value as it came.</summary>
    /// <param name="writer">Where to; not flushed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonText.Write(writer, Json);
    }

    /// <summary>The object as JSON text.</summary>
    /// <param name="indented">Whether it is laid out for reading; otherwise it stands on one line.</param>
    public string ToJson(bool indented = false) => JsonText.ToText(Json, indented);

    /// <inheritdoc/>
    public bool Equals(WireObject? other) =>
        other is not null && other.GetType() == GetType() && JsonText.AreEqual(Json, other.Json);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WireObject);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GetType(), String("id"u8));

    /// <summary>The name of the class only: content never gets into a log by accident. For the content, <see cref="ToJson"/>.</summary>
    public override string ToString() => GetType().Name;

    private protected string? String(ReadOnlySpan<byte> name) => JsonText.GetString(Member(name));

    private protected bool? Boolean(ReadOnlySpan<byte> name) => Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private protected double? Number(ReadOnlySpan<byte> name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;

    private protected long? Integer(ReadOnlySpan<byte> name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>Unix seconds, whole or with a fraction; null where absent, of another type or out of range.</summary>
    private protected DateTimeOffset? UnixTime(ReadOnlySpan<byte> name) =>
        Number(name) is { } seconds && Math.Abs(seconds) < 60_000_000_000 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    /// <summary>The member's value, or an undefined element where there is none: asking never throws.</summary>
    private protected JsonElement Member(ReadOnlySpan<byte> name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The object that the member holds; null where it is absent, null or of another type.</summary>
    private protected T? Object<T>(ReadOnlySpan<byte> name, Func<JsonElement, T> create)
        where T : class =>
        Member(name) is { ValueKind: JsonValueKind.Object } value ? create(value) : null;

    /// <summary>The objects of the array that the member holds; empty where it is absent, null or of another type.</summary>
    private protected IReadOnlyList<T> List<T>(ReadOnlySpan<byte> name, Func<JsonElement, T> create)
    {
        var array = Member(name);
        if (array.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var list = new List<T>(array.GetArrayLength());
        foreach (var value in array.EnumerateArray())
        {
            list.Add(create(value));
        }

        return list;
    }
}
