using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Reads JSON in which any member may be missing or have another type than expected.</summary>
internal static class ChatJson
{
    /// <summary>Parses a body. Invalid Unicode becomes U+FFFD, because the events repeat parts of the body and must be valid.</summary>
    /// <exception cref="JsonException">The body is not valid JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(JsonMend.Text(json.Span) ?? json);
        return document.RootElement.Clone();
    }

    /// <summary>Returns the value of a member; undefined if there is none, or if the owner is not an object.</summary>
    public static JsonElement Member(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Returns the elements of an array; empty if the element is not an array.</summary>
    public static IEnumerable<JsonElement> Values(this JsonElement array) => array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];

    /// <summary>Returns whether an element is neither undefined nor null.</summary>
    public static bool HasValue(this JsonElement value) => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Returns an integer; 0 for anything else.</summary>
    public static long Number(this JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    /// <summary>
    /// Returns the text of a string; null if the element is not a string. A lone surrogate is kept, because the next delta may complete it.
    /// </summary>
    public static string? Text(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value))[1..^1]);
        }
    }

    /// <summary>Unescapes the inside of a valid JSON string. The framework throws if the string has a lone surrogate.</summary>
    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            var c = raw[++i];
            text.Append(c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', 'u' => Code(raw, i + 1), _ => c });
            i += c == 'u' ? 4 : 0;
        }

        return text.ToString();
    }

    private static char Code(string raw, int at) => (char)int.Parse(raw.AsSpan(at, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
