using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving;

/// <summary>Writes text as JSON strings.</summary>
public static class JsonStrings
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    /// <summary>Returns a text as a JSON string, with its quotes.</summary>
    /// <param name="text">The text. A lone surrogate is kept.</param>
    /// <returns>The JSON string.</returns>
    public static string Quote(ReadOnlySpan<char> text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        AppendEscaped(json, text);
        return json.Append('"').ToString();
    }

    /// <summary>
    /// Appends text, escaped for the inside of a JSON string. Several pieces that are appended one after the other are one escaped text.
    /// </summary>
    /// <param name="json">The buffer to append to.</param>
    /// <param name="text">The text. A lone surrogate is kept.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static void AppendEscaped(StringBuilder json, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(json);
        for (int plain; (plain = text.IndexOfAny(MustEscape)) >= 0; text = text[(plain + 1)..])
        {
            json.Append(text[..plain]);
            _ = text[plain] switch
            {
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '"' or '\\' => json.Append('\\').Append(text[plain]),
                _ => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[plain]:x4}"),
            };
        }

        json.Append(text);
    }

    /// <summary>Returns whether a text is one valid JSON value.</summary>
    internal static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 512 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
