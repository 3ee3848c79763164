using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Reading members that must be there, or must have a type if they are.</summary>
internal static class Required
{
    /// <summary>The member's text, which is not empty.</summary>
    public static string NonEmpty(JsonElement owner, string name, string at) => Text(owner, name, at) is { Length: > 0 } text
        ? text
        : throw Fault.Invalid($"{at}.{name}", $"Invalid '{at}.{name}': empty string. Expected a string with minimum length 1.");

    /// <summary>The member's text.</summary>
    public static string Text(JsonElement owner, string name, string at) =>
        owner.Member(name).Text() ?? throw Fault.Type($"{at}.{name}", "a string", owner.Member(name));

    /// <summary>The member's text; null where it is absent or null.</summary>
    public static string? OptionalText(JsonElement owner, string name, string at) => owner.Member(name).HasValue() ? Text(owner, name, at) : null;

    /// <summary>The member, an object.</summary>
    public static JsonElement Object(JsonElement owner, string name, string at) => owner.Member(name) is { ValueKind: JsonValueKind.Object } value
        ? value
        : throw Fault.Type($"{at}.{name}", "an object", owner.Member(name));

    /// <summary>The member's values; none where it is absent or null.</summary>
    public static IEnumerable<(JsonElement Value, string At)> Objects(JsonElement owner, string name, string at)
    {
        var values = owner.Member(name);
        return values.HasValue() ? Objects(values, $"{at}.{name}") : [];
    }

    /// <summary>The values of an array of objects.</summary>
    public static IEnumerable<(JsonElement Value, string At)> Objects(JsonElement values, string at)
    {
        if (values.ValueKind != JsonValueKind.Array)
        {
            throw Fault.Type(at, "an array of objects", values);
        }

        var i = 0;
        foreach (var value in values.EnumerateArray())
        {
            yield return (value, value.ValueKind == JsonValueKind.Object ? $"{at}[{i++}]" : throw Fault.Type($"{at}[{i}]", "an object", value));
        }
    }
}
