using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// The base class of JSON objects of the Responses API. An object keeps the JSON that was received. The properties of the derived classes
/// read from it, so members that this library does not know are kept and written back.
/// </summary>
/// <remarks>
/// <para>
/// No property or method throws because of the JSON. A member that is null, has a wrong JSON type or is out of range counts as absent. An
/// absent member is null, an empty string, 0, an empty list or an undefined <see cref="JsonElement"/>; each property says which. Lists keep
/// the length and order of the array: a value of a wrong type is an empty string, or an object whose properties are all absent. Escapes in
/// names do not matter. If a name occurs twice, the last member counts.
/// </para>
/// <para>
/// In strings, an escaped half of a surrogate pair is kept, so the string is not well-formed UTF-16. Invalid UTF-8 is read as U+FFFD.
/// </para>
/// <para>
/// Objects are immutable and thread-safe. Properties that return objects or lists may return new ones each time. Two objects are equal if
/// they have the same class and equal JSON, regardless of the order of members and the spelling of numbers, names and strings.
/// </para>
/// </remarks>
public abstract class WireObject : IEquatable<WireObject>
{
    /// <summary>The first second of <see cref="DateTimeOffset"/>, and the second after its last one.</summary>
    private const double MinUnixSeconds = -62_135_596_800, EndUnixSeconds = 253_402_300_800;

    private readonly byte[]? _utf8;

    private protected WireObject(JsonElement json) => Json = json;

    /// <summary>Initializes a new instance with valid JSON, which is parsed on first use.</summary>
    private protected WireObject(byte[] utf8) => _utf8 = utf8;

    /// <summary>
    /// The object with every member that the server sent. If the server, or the caller of a <c>FromJson</c> method, passed another kind of
    /// value or an undefined one, it is that value.
    /// </summary>
    // Two threads may both parse it. Even a torn write is valid: the root of every document is its element 0.
    public JsonElement Json => field.ValueKind == JsonValueKind.Undefined && _utf8 is not null ? field = JsonText.Parse(_utf8) : field;

    /// <summary>
    /// Writes the object with every member in the original order. Strings and numbers keep their bytes. The writer escapes names; U+FFFD
    /// replaces invalid characters in them. An undefined object is written as null.
    /// </summary>
    /// <param name="writer">The writer. It is not flushed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The writer cannot write a value at its current position, or the object nests deeper than its
    /// <see cref="JsonWriterOptions.MaxDepth"/>.
    /// </exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonText.Write(writer, Json);
    }

    /// <summary>Returns the object as JSON text, written as by <see cref="WriteTo"/> with as few escapes as possible.</summary>
    /// <param name="indented">True to write each member on its own line; false to write a single line.</param>
    public string ToJson(bool indented = false) => JsonText.ToText(Json, indented);

    /// <inheritdoc/>
    public bool Equals(WireObject? other) =>
        other is not null && other.GetType() == GetType() && JsonText.AreEqual(Json, other.Json);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WireObject);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GetType(), String("id"u8));

    /// <summary>
    /// Returns the name of the class, so that no content gets into a log by accident. <see cref="ToJson"/> returns the content.
    /// </summary>
    public override string ToString() => GetType().Name;

    private protected string? String(ReadOnlySpan<byte> name) => JsonText.GetString(Member(name));

    private protected bool? Boolean(ReadOnlySpan<byte> name) => Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Returns a number; null if it is absent or out of the range of a double.</summary>
    private protected double? Number(ReadOnlySpan<byte> name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>Returns a whole number; null if it is absent, has a fraction or exponent, or is out of the range of a long.</summary>
    private protected long? Integer(ReadOnlySpan<byte> name) => JsonText.GetInteger(Member(name));

    /// <summary>Returns the time of a number of Unix seconds; null if it is absent, before the year 1 or after the year 9999.</summary>
    private protected DateTimeOffset? UnixTime(ReadOnlySpan<byte> name) =>
        Number(name) is >= MinUnixSeconds and < EndUnixSeconds and var seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    /// <summary>Returns the value of a member; undefined if there is none.</summary>
    private protected JsonElement Member(ReadOnlySpan<byte> name) => JsonText.Member(Json, name);

    /// <summary>Returns the object in a member; null if it is absent or of another type.</summary>
    private protected T? Object<T>(ReadOnlySpan<byte> name, Func<JsonElement, T> create)
        where T : class =>
        Member(name) is { ValueKind: JsonValueKind.Object } value ? create(value) : null;

    /// <summary>Returns an object for each value of the array in a member; empty if it is absent or of another type.</summary>
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
