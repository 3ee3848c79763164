using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// A JSON object of the Responses API, kept as it came. The properties of the derived classes read from <see cref="Json"/>, so
/// members that this library does not know are kept and written back too.
/// </summary>
/// <remarks>
/// <para>
/// No property or method throws because of the JSON, whatever it is. A member that is absent, null, of another JSON type or out of
/// range reads as absent, which is null, an empty string, 0, an empty list or an undefined <see cref="JsonElement"/>; each property
/// says which. Lists keep the length and order of the array: a value of a wrong type in it is an empty string, or an object whose
/// properties are all absent. Names are found however they are escaped; of two members with one name the last one counts.
/// </para>
/// <para>
/// In a string, half a surrogate pair that was sent as an escape stays as it is (the string is then not well-formed UTF-16), and
/// invalid UTF-8 reads as U+FFFD.
/// </para>
/// <para>
/// Objects are immutable, and all members may be used from several threads at once. Properties that return objects and lists may
/// return new ones each time. Two are equal if they are of the same class and their JSON is equal: the order of members and the
/// spelling of numbers, names and strings do not count.
/// </para>
/// </remarks>
public abstract class WireObject : IEquatable<WireObject>
{
    /// <summary>The first second that <see cref="DateTimeOffset"/> has, and the second after its last one.</summary>
    private const double MinUnixSeconds = -62_135_596_800, EndUnixSeconds = 253_402_300_800;

    private readonly byte[]? _utf8;

    private protected WireObject(JsonElement json) => Json = json;

    /// <summary>Takes JSON that has been checked before. It is parsed when it is first asked for.</summary>
    private protected WireObject(byte[] utf8) => _utf8 = utf8;

    /// <summary>
    /// The object itself, with every member that the server sent. It is another kind of value, or undefined, if the server (or the
    /// caller of a <c>FromJson</c>) gave that in place of an object.
    /// </summary>
    // Two threads may both parse it. A mixture of their results is sound: the root of every document is its element 0.
    public JsonElement Json => field.ValueKind == JsonValueKind.Undefined && _utf8 is not null ? field = JsonText.Parse(_utf8) : field;

    /// <summary>
    /// Writes the object with every member, in the order in which they came. Strings and numbers keep their bytes; names are escaped as
    /// the writer does it, with U+FFFD for what is no Unicode in them. An undefined object is written as null.
    /// </summary>
    /// <param name="writer">The writer. It is not flushed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The writer can take no value where it stands, or the object nests deeper than its <see cref="JsonWriterOptions.MaxDepth"/>.
    /// </exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonText.Write(writer, Json);
    }

    /// <summary>Returns the object as JSON text, written as by <see cref="WriteTo"/> with as few escapes as possible.</summary>
    /// <param name="indented">True to put each member on a line of its own; false to write one line.</param>
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

    /// <summary>The number; null if it is past the range of a double, too.</summary>
    private protected double? Number(ReadOnlySpan<byte> name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The whole number; null if it has a fraction or exponent, or is past the range of a long, too.</summary>
    private protected long? Integer(ReadOnlySpan<byte> name) => JsonText.GetInteger(Member(name));

    /// <summary>The moment, given in Unix seconds, whole or with a fraction; null if it is before the year 1 or after 9999, too.</summary>
    private protected DateTimeOffset? UnixTime(ReadOnlySpan<byte> name) =>
        Number(name) is >= MinUnixSeconds and < EndUnixSeconds and var seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    /// <summary>The member's value; undefined if there is none.</summary>
    private protected JsonElement Member(ReadOnlySpan<byte> name) => JsonText.Member(Json, name);

    /// <summary>The object that the member holds; null if it is absent or of another type.</summary>
    private protected T? Object<T>(ReadOnlySpan<byte> name, Func<JsonElement, T> create)
        where T : class =>
        Member(name) is { ValueKind: JsonValueKind.Object } value ? create(value) : null;

    /// <summary>One object for each value of the array that the member holds; empty if it is absent or of another type.</summary>
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
