using System.Text.Json;

namespace AgenticApi.Json;

/// <summary>Questions about JSON values that are answered from their bytes.</summary>
internal static class JsonRaw
{
    /// <summary>Whether a value says nothing: absent, null, or a string, array or object without content.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> value) => value switch
    {
        [] or [(byte)'n', ..] or [(byte)'"', (byte)'"'] => true,
        [(byte)'[' or (byte)'{', .., _] => JsonScan.White(value, 1) == value.Length - 1,
        _ => false,
    };

    public static bool IsNull(ReadOnlySpan<byte> value) => value is [(byte)'n', ..];

    public static bool IsObject(ReadOnlySpan<byte> value) => value is [(byte)'{', ..];

    public static bool IsArray(ReadOnlySpan<byte> value) => value is [(byte)'[', ..];

    /// <summary>What stands between the quotes of a string; empty for any other value.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> value) => value is [(byte)'"', .. var content, _] ? content : default;

    /// <summary>The text of a string; null for any other value.</summary>
    public static string? Text(ReadOnlySpan<byte> value) => value is [(byte)'"', .. var content, _] ? JsonText.Unescape(content) : null;

    /// <summary>The value of a member of an object; empty where there is none. Of two of one name it is the last.</summary>
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
            var end = JsonScan.Value(json, steps.Start);
            steps.Pass(end);
            if (end >= 0 && json.Slice(steps.NameStart, steps.NameLength).SequenceEqual(name))
            {
                found = json[steps.Start..end];
            }
        }

        return found;
    }

    /// <summary>Whether two values are equal as JSON.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.SequenceEqual(other) || JsonText.AreEqual(JsonText.Parse(one), JsonText.Parse(other));

    /// <summary>Whether two strings hold the same JSON, white space apart.</summary>
    public static bool HoldSameJson(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        Held(one) is { } first && Held(other) is { } second && JsonText.AreEqual(first, second);

    /// <summary>The JSON that the content of a string is; null where it is none.</summary>
    public static JsonElement? Held(ReadOnlySpan<byte> value)
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
