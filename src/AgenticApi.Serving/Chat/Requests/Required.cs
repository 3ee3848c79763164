using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Reads members that must exist or must have a type. Throws an <see cref="InvalidRequestException"/> otherwise.</summary>
internal static class Required
{
    /// <summary>Returns the text of a member, which must not be empty.</summary>
    public static string NonEmpty(JsonElement owner, string name, string at) => Text(owner, name, at) is { Length: > 0 } text
        ? text
        : throw Fault.Invalid($"{at}.{name}", $"Invalid '{at}.{name}': empty string. Expected a string with minimum length 1.");

    /// <summary>Returns the text of a member.</summary>
    public static string Text(JsonElement owner, string name, string at) =>
        owner.Member(name).Text() ?? throw Fault.Type($"{at}.{name}", "a string", owner.Member(name));

    /// <summary>Returns the text of a member; null if the member is missing or null.</summary>
    public static string? OptionalText(JsonElement owner, string name, string at) => owner.Member(name).HasValue() ? Text(owner, name, at) : null;

    /// <summary>Returns a member that is an object.</summary>
    public static JsonElement Object(JsonElement owner, string name, string at) => owner.Member(name) is { ValueKind: JsonValueKind.Object } value
        ? value
        : throw Fault.Type($"{at}.{name}", "an object", owner.Member(name));

    /// <summary>
    /// Returns the elements of a member that is an array of objects, with their paths; empty if the member is missing or null.
    /// </summary>
    public static IEnumerable<(JsonElement Value, string At)> Objects(JsonElement owner, string name, string at)
    {
        var values = owner.Member(name);
        return values.HasValue() ? Objects(values, $"{at}.{name}") : [];
    }

    /// <summary>Returns the elements of an array of objects, with their paths.</summary>
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
