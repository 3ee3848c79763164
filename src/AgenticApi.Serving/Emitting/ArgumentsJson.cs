using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Serving.Emitting;

/// <summary>Checks the arguments of a call. They must be one JSON object if the call is sent as <c>completed</c>.</summary>
internal static class ArgumentsJson
{
    /// <summary>Returns whether a text is one JSON object.</summary>
    /// <param name="escaped">The text in the escaped form of a JSON string, without the quotes.</param>
    public static bool IsObject(ReadOnlySpan<byte> escaped) => IsObject(JsonText.Unescape(escaped));

    /// <summary>Returns whether a text is one JSON object.</summary>
    /// <param name="text">The text.</param>
    public static bool IsObject(string text) =>
        text.AsSpan().TrimStart().StartsWith('{') && Read(text).ValueKind == JsonValueKind.Object;

    /// <summary>Parses JSON text; returns an undefined element if it is not valid JSON.</summary>
    public static JsonElement Read(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // A lone surrogate throws an ArgumentException.
            return default;
        }
    }
}
