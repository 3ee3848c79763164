using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Json;

/// <summary>
/// JSON strings as servers really send them. The framework's readers throw on a lone surrogate and on invalid UTF-8;
/// here both come through, so no answer is lost for one broken character.
/// </summary>
internal static class JsonText
{
    private const byte Backslash = (byte)'\\';

    /// <summary>The deepest JSON that is parsed. Events are bounded before; what is built of them nests a few levels deeper.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    /// <summary>Parses JSON that has been read before, so that its depth is known to be bounded.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> json) => JsonElement.Parse(json, Deep);

    /// <summary>Whether two values are equal as JSON. Numbers past all bounds are equal only where they are spelled alike.</summary>
    public static bool AreEqual(JsonElement one, JsonElement other)
    {
        if (one.ValueKind == JsonValueKind.Undefined || other.ValueKind == JsonValueKind.Undefined)
        {
            return one.ValueKind == other.ValueKind;
        }

        try
        {
            return JsonElement.DeepEquals(one, other);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or OverflowException)
        {
            return JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other));
        }
    }

    /// <summary>Appends a string as JSON, quoted.</summary>
    public static void WriteString(string text, ref RawBuffer output)
    {
        output.Append("\""u8);
        output.Append(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        output.Append("\""u8);
    }

    /// <summary>The text of a string value; null for every other kind of value.</summary>
    public static string? GetString(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var raw = JsonMarshal.GetRawUtf8Value(element);
        return Unescape(raw[1..^1]);
    }

    /// <summary>The text of what stands between the quotes of a JSON string.</summary>
    public static string Unescape(ReadOnlySpan<byte> content)
    {
        var escape = content.IndexOf(Backslash);
        if (escape < 0)
        {
            return Encoding.UTF8.GetString(content);
        }

        var text = new StringBuilder(content.Length);
        while (escape >= 0)
        {
            text.Append(Encoding.UTF8.GetString(content[..escape]));
            content = content[(escape + 1)..];
            content = content[AppendEscape(content, text)..];
            escape = content.IndexOf(Backslash);
        }

        return text.Append(Encoding.UTF8.GetString(content)).ToString();
    }

    /// <summary>A value as JSON text.</summary>
    public static string ToText(JsonElement element, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = indented, MaxDepth = 2048 }))
        {
            Write(writer, element);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a value as it stands: indentation is the writer's, every scalar keeps its bytes.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    writer.WritePropertyName(Name(member));
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var value in element.EnumerateArray())
                {
                    Write(writer, value);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
        }
    }

    /// <summary>The name of a member, whatever bytes it is made of; half a surrogate pair is no name that could be written again.</summary>
    public static string Name(JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return Unescape(JsonMend.Text(raw) ?? raw);
    }

    /// <summary>Appends the character after a backslash; returns how many bytes it took.</summary>
    private static int AppendEscape(ReadOnlySpan<byte> rest, StringBuilder text)
    {
        if (rest[0] == (byte)'u')
        {
            text.Append((char)ushort.Parse(rest.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return 5;
        }

        text.Append(rest[0] switch
        {
            (byte)'n' => '\n',
            (byte)'t' => '\t',
            (byte)'r' => '\r',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var same => (char)same,
        });
        return 1;
    }
}
