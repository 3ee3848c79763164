using System.Text.Json;

namespace AgenticApi.Json;

/// <summary>Questions about JSON values that are answered from their bytes.</summary>
internal static class JsonRaw
{
    /// <summary>Whether a value says nothing: absent, null, or a string, array or object without content.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> value) => value switch
    {
        [] or [(byte)'n', ..] or [(byte)'"', (byte)'"'] => true,
        [(byte)'[' or (byte)'{', .. var inner, _] => inner.Trim(" \t\r\n"u8).IsEmpty,
        _ => false,
    };

    public static bool IsNull(ReadOnlySpan<byte> value) => value is [(byte)'n', ..];

    public static bool IsObject(ReadOnlySpan<byte> value) => value is [(byte)'{', ..];

    public static bool IsArray(ReadOnlySpan<byte> value) => value is [(byte)'[', ..];

    /// <summary>What stands between the quotes of a string; empty for any other value.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> value) => value is [(byte)'"', .. var content, _] ? content : default;

    /// <summary>The text of a string; null for any other value.</summary>
    public static string? Text(ReadOnlySpan<byte> value) => value is [(byte)'"', .. var content, _] ? JsonText.Unescape(content) : null;

    /// <summary>The value of a member of an object; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        if (!IsObject(json))
        {
            return default;
        }

        var at = JsonSkip.White(json, 1);
        while (json[at] != '}')
        {
            var start = at + 1;
            at = JsonSkip.String(json, at);
            var isIt = json[start..(at - 1)].SequenceEqual(name);
            at = JsonSkip.White(json, JsonSkip.White(json, at) + 1);
            start = at;
            at = JsonSkip.Value(json, at);
            if (isIt)
            {
                return json[start..at];
            }

            at = JsonSkip.White(json, at);
            at = json[at] == ',' ? JsonSkip.White(json, at + 1) : at;
        }

        return default;
    }

    /// <summary>Whether two values are equal as JSON.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.SequenceEqual(other) || JsonText.AreEqual(JsonText.Parse(one), JsonText.Parse(other));

    /// <summary>Whether two strings hold the same JSON, white space apart.</summary>
    public static bool HoldSameJson(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        try
        {
            return Text(one) is { } first
                && Text(other) is { } second
                && JsonText.AreEqual(JsonElement.Parse(first), JsonElement.Parse(second));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return false;
        }
    }
}
