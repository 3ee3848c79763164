using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
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

    private static readonly JsonDocumentOptions Unique = Deep with { AllowDuplicateProperties = false };

    /// <summary>Parses JSON that has been read before, so that its depth is known to be bounded.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> json) => JsonElement.Parse(json, Deep);

    /// <summary>Parses what an event carries whole. Of members that stand twice in an object the last one counts, and is kept alone.</summary>
    public static JsonElement ParseUnique(ReadOnlySpan<byte> json, out bool hasDuplicates)
    {
        try
        {
            hasDuplicates = false;
            return JsonElement.Parse(json, Unique);
        }
        catch (JsonException)
        {
            // The JSON has been read before, so this is the only thing that can be wrong with it.
            hasDuplicates = true;
            return JsonBuilder.WithoutDuplicates(Parse(json));
        }
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

    /// <summary>Writes a value as it stands: indentation is the writer's, every scalar keeps its bytes.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    // The framework's writer refuses a name with a lone surrogate; Name replaces it first.
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

    /// <summary>The name of a member, whatever bytes it is made of.</summary>
    public static string Name(JsonProperty member) => Unescape(JsonMarshal.GetRawUtf8PropertyName(member));

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
