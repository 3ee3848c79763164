using System.Text.Json;

namespace AgenticApi.Json;

/// <summary>Reads JSON values from their bytes.</summary>
internal static class JsonRaw
{
    /// <summary>Whether a value has no content: it is absent, null, or an empty string, array or object.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> value) => value switch
    {
        [] or [(byte)'n', ..] or [(byte)'"', (byte)'"'] => true,
        [(byte)'[' or (byte)'{', .., _] => JsonScan.SkipWhiteSpace(value, 1) == value.Length - 1,
        _ => false,
    };

    public static bool IsNull(ReadOnlySpan<byte> value) => value is [(byte)'n', ..];

    public static bool IsObject(ReadOnlySpan<byte> value) => value is [(byte)'{', ..];

    public static bool IsArray(ReadOnlySpan<byte> value) => value is [(byte)'[', ..];

    /// <summary>Returns the content of a string, without its quotes; empty for any other value.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> value) => value is [(byte)'"', .. var content, _] ? content : default;

    /// <summary>Returns the text of a string; null for any other value.</summary>
    public static string? Text(ReadOnlySpan<byte> value) => value is [(byte)'"', .. var content, _] ? JsonText.Unescape(content) : null;

    /// <summary>
    /// Returns the value of a member of an object; empty if there is none. If the name occurs twice, the last one counts.
    /// </summary>
    public static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        if (!IsObject(json))
        {
            return default;
        }

        var found = default(ReadOnlySpan<byte>);
        var steps = new JsonSteps(json, 0);
        while (steps.Next())
        {
            var end = JsonScan.SkipValue(json, steps.Start);
            steps.Pass(end);
            if (end >= 0 && json.Slice(steps.NameStart, steps.NameLength).SequenceEqual(name))
            {
                found = json[steps.Start..end];
            }
        }

        return found;
    }

    /// <summary>Determines whether two values are equal as JSON.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.SequenceEqual(other) || JsonText.AreEqual(JsonText.Parse(one), JsonText.Parse(other));

    /// <summary>Determines whether two strings contain the same JSON, regardless of white space.</summary>
    public static bool ContainSameJson(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        ParseContent(one) is { } first && ParseContent(other) is { } second && JsonText.AreEqual(first, second);

    /// <summary>Parses the text of a string as JSON; null if it is not JSON, or the value is not a string.</summary>
    public static JsonElement? ParseContent(ReadOnlySpan<byte> value)
    {
        try
        {
            return Text(value) is { } text ? JsonElement.Parse(text) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
