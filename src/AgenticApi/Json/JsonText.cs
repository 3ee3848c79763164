using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace AgenticApi.Json;

/// <summary>
/// Reads and writes any JSON that servers send. The framework throws on halves of surrogate pairs and on invalid UTF-8 in names and
/// strings; this class does not. It does not recurse, so the depth of the JSON does not matter.
/// </summary>
internal static class JsonText
{
    private const byte Backslash = (byte)'\\';

    /// <summary>Accepts a depth of 1,024. The depth of events is limited before; the JSON built from them has a few more levels.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    /// <summary>Accepts everything that a document can be parsed from, because callers may have parsed theirs with other options.</summary>
    private static readonly JsonReaderOptions Parsed = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = int.MaxValue,
    };

    /// <summary>Parses JSON that was checked before, so that its depth is limited.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> json) => JsonElement.Parse(json, Deep);

    /// <summary>Determines whether two values are equal as JSON (see <see cref="JsonEquality"/>).</summary>
    public static bool AreEqual(JsonElement one, JsonElement other) => JsonEquality.AreEqual(one, other);

    /// <summary>
    /// Returns the value of a member; undefined if there is none or the JSON is not an object. If a name occurs twice, the last counts.
    /// </summary>
    /// <param name="json">Any value, or undefined.</param>
    /// <param name="name">The name: letters, digits and underscores. In the JSON it may contain escapes.</param>
    /// <remarks>
    /// Searches all names, because <see cref="JsonElement.TryGetProperty(ReadOnlySpan{byte}, out JsonElement)"/> throws on some of them.
    /// </remarks>
    public static JsonElement Member(JsonElement json, ReadOnlySpan<byte> name)
    {
        var found = default(JsonElement);
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                found = Spells(JsonMarshal.GetRawUtf8PropertyName(member), name) ? member.Value : found;
            }
        }

        return found;
    }

    /// <summary>Returns the text of a string; null for any other value.</summary>
    public static string? GetString(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? Unescape(JsonMarshal.GetRawUtf8Value(element)[1..^1]) : null;

    /// <summary>Returns a whole number without fraction and exponent in the range of a long; null for any other value.</summary>
    public static long? GetInteger(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;

    /// <summary>
    /// Returns the text of the content of a JSON string. An escaped half of a surrogate pair is kept, and invalid UTF-8 becomes U+FFFD.
    /// </summary>
    public static string Unescape(ReadOnlySpan<byte> content)
    {
        var escape = content.IndexOf(Backslash);
        if (escape < 0)
        {
            return Encoding.UTF8.GetString(content);
        }

        // Each byte gives at most one char.
        var text = ArrayPool<char>.Shared.Rent(content.Length);
        var length = 0;
        while (escape >= 0)
        {
            length += Encoding.UTF8.GetChars(content[..escape], text.AsSpan(length));
            content = content[(escape + 1)..];
            text[length++] = Escaped(content, out var taken);
            content = content[taken..];
            escape = content.IndexOf(Backslash);
        }

        length += Encoding.UTF8.GetChars(content, text.AsSpan(length));
        var result = new string(text, 0, length);
        ArrayPool<char>.Shared.Return(text);
        return result;
    }

    /// <summary>Returns the name of a member as well-formed Unicode. U+FFFD replaces what cannot be written.</summary>
    public static string Name(JsonProperty member) => WellFormed(Unescape(JsonMarshal.GetRawUtf8PropertyName(member)));

    /// <summary>Appends a text as a JSON string with quotes. U+FFFD replaces halves of surrogate pairs.</summary>
    public static void WriteString(string text, ref RawBuffer output)
    {
        output.Append("\""u8);
        output.Append(JsonEncodedText.Encode(WellFormed(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        output.Append("\""u8);
    }

    /// <summary>Returns a value as JSON text; <c>null</c> for an undefined one.</summary>
    public static string ToText(JsonElement element, bool indented)
    {
        var options = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = indented,
            MaxDepth = int.MaxValue,
        };
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            Write(writer, element);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// Writes a value. The writer decides the indentation; every scalar keeps its bytes. An undefined value is written as null.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        var json = element.ValueKind == JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(element);
        var reader = new Utf8JsonReader(json, Parsed);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    WriteName(writer, reader.ValueSpan);
                    break;
                default:
                    var quotes = reader.TokenType == JsonTokenType.String ? 2 : 0;
                    var value = json.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + quotes);
                    writer.WriteRawValue(value, skipInputValidation: true);
                    break;
            }
        }
    }

    private static void WriteName(Utf8JsonWriter writer, ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains(Backslash) && Utf8.IsValid(raw))
        {
            writer.WritePropertyName(raw);
        }
        else
        {
            writer.WritePropertyName(WellFormed(Unescape(raw)));
        }
    }

    /// <summary>Whether the content of a JSON string is a name. The name has no character that JSON must escape.</summary>
    private static bool Spells(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> name)
    {
        if (raw.Length <= name.Length || !raw.Contains(Backslash))
        {
            return raw.SequenceEqual(name);
        }

        foreach (var letter in name)
        {
            if (raw.IsEmpty)
            {
                return false;
            }

            // No short escape is a letter, a digit or an underscore, so a backslash without "u" is a difference.
            var isEscape = raw is [Backslash, (byte)'u', ..];
            if ((isEscape ? CodeUnit(raw[2..]) : raw[0]) != letter)
            {
                return false;
            }

            raw = raw[(isEscape ? 6 : 1)..];
        }

        return raw.IsEmpty;
    }

    /// <summary>Returns the char of the escape after a backslash, and the number of bytes that it takes.</summary>
    private static char Escaped(ReadOnlySpan<byte> rest, out int taken)
    {
        taken = rest[0] == (byte)'u' ? 5 : 1;
        return rest[0] switch
        {
            (byte)'u' => CodeUnit(rest[1..]),
            (byte)'n' => '\n',
            (byte)'t' => '\t',
            (byte)'r' => '\r',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var same => (char)same,
        };
    }

    private static char CodeUnit(ReadOnlySpan<byte> digits) =>
        (char)ushort.Parse(digits[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string WellFormed(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
