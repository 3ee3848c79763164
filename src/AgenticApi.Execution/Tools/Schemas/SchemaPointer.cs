using System.Globalization;
using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>Resolves references inside a schema: <c>#</c>, and <c>#/</c> with a JSON pointer.</summary>
internal static class SchemaPointer
{
    /// <summary>Returns the target of a reference; null if it is not inside this schema.</summary>
    internal static JsonElement? Find(JsonElement schema, string reference)
    {
        if (reference == "#")
        {
            return schema;
        }

        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        var place = schema;
        foreach (var part in reference[2..].Split('/'))
        {
            var step = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (Step(place, step) is not { } next)
            {
                return null;
            }

            place = next;
        }

        return place;
    }

    private static JsonElement? Step(JsonElement place, string step) => place.ValueKind switch
    {
        JsonValueKind.Object when place.TryGetProperty(step, out var member) => member,
        JsonValueKind.Array when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < place.GetArrayLength() =>
            place[index],
        _ => null,
    };
}
