using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Serving.Emitting;

/// <summary>What a call's arguments must be to be sent as completed.</summary>
internal static class ArgumentsJson
{
    /// <summary>Whether the text is one JSON object, as the library's reader has it.</summary>
    /// <param name="escaped">The text as it stands in a JSON string.</param>
    public static bool IsObject(ReadOnlySpan<byte> escaped) => IsObject(JsonText.Unescape(escaped));

    /// <summary>Whether the text is one JSON object.</summary>
    /// <param name="text">The text.</param>
    public static bool IsObject(string text) =>
        text.AsSpan().TrimStart().StartsWith('{') && Read(text).ValueKind == JsonValueKind.Object;

    /// <summary>The value of JSON text; undefined where it is none.</summary>
    public static JsonElement Read(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // The latter for half of a surrogate pair.
            return default;
        }
    }
}
