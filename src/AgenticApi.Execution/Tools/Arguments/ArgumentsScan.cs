using System.Globalization;
using System.Text.Json;
using AgenticApi.Execution.Schemas;

namespace AgenticApi.Execution;

/// <summary>Checks arguments before they are parsed: one JSON object, no repeated names, no incomplete surrogate pairs, at most 64 levels.</summary>
internal static class ArgumentsScan
{
    private const int MaxDepth = 64;

    /// <summary>Returns the first error, as <c>path: message</c>; null if there is none.</summary>
    internal static string? Error(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 2 });
        var places = new Stack<ArgumentsPlace>();
        var ended = false;
        try
        {
            while (reader.Read())
            {
                if (places.Count == 0 && reader.TokenType != JsonTokenType.StartObject)
                {
                    return $"$: expected one JSON object, got {Kind(ref reader)}";
                }

                if (Step(ref reader, places) is { } message)
                {
                    return new SchemaError(message, string.Concat(places.Reverse().Select(place => place.Step))).ToString();
                }

                ended = places.Count == 0;
            }

            return null;
        }
        catch (JsonException exception)
        {
            return ended
                ? "$: expected one JSON object, got more text after it"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"$: expected one JSON object, got JSON that is broken or cut off in line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        }
    }

    private static string? Step(ref Utf8JsonReader reader, Stack<ArgumentsPlace> places)
    {
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            places.Pop();
            return null;
        }

        var isName = reader.TokenType == JsonTokenType.PropertyName;
        if (places.TryPeek(out var around) && !isName)
        {
            around.MoveNext();
        }

        string? text = null;
        if ((isName || reader.TokenType == JsonTokenType.String) && !TryText(ref reader, out text))
        {
            if (isName)
            {
                around!.Leave();
            }

            return "expected whole characters, got half a surrogate pair";
        }

        if (isName)
        {
            return around!.TryName(text!) ? null : "the name occurs more than once";
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            places.Push(new ArgumentsPlace(reader.TokenType == JsonTokenType.StartArray));
        }

        return places.Count > MaxDepth ? $"is nested more than {MaxDepth} levels deep" : null;
    }

    // Only escapes can produce half a surrogate pair: the bytes are valid UTF-8.
    private static bool TryText(ref Utf8JsonReader reader, out string? text)
    {
        text = null;
        try
        {
            if (reader.TokenType == JsonTokenType.PropertyName || reader.ValueIsEscaped)
            {
                text = reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Kind(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String when HoldsObject(ref reader) => "a string that holds JSON; give the object itself",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };

    private static bool HoldsObject(ref Utf8JsonReader reader) => reader.ValueSpan.TrimStart(" \t"u8) is [(byte)'{' or (byte)'[', ..];
}
