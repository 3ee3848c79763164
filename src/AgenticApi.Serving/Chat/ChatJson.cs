using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Reading JSON that may lack anything.</summary>
internal static class ChatJson
{
    /// <summary>Parses a body, with U+FFFD for what is no Unicode in it: it is repeated in the events, and could be read there no more than here.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(JsonMend.Text(json.Span) ?? json);
        return document.RootElement.Clone();
    }

    /// <summary>The member's value; undefined where there is none, or where the owner is no object.</summary>
    public static JsonElement Member(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The values of an array; none where it is none.</summary>
    public static IEnumerable<JsonElement> Values(this JsonElement array) => array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];

    public static bool HasValue(this JsonElement value) => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static long Number(this JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    /// <summary>The text of a string; null where it is none. Half of a surrogate pair, which another delta may complete, comes through.</summary>
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

    /// <summary>Unescapes the inside of a valid JSON string. The framework's own way throws at half of a pair.</summary>
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
