using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Decides whether servers accept a schema with <c>strict: true</c>.</summary>
internal static class StrictSchema
{
    /// <summary>
    /// Returns whether each object is closed and requires all of its properties, each value has a type, and no keyword is used that servers refuse in
    /// strict mode. Returns false in case of doubt.
    /// </summary>
    internal static bool IsStrict(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return schema.GetPropertyCount() == 1 && reference.ValueKind == JsonValueKind.String && reference.GetString() is { } target
                && (target == "#" || target.StartsWith("#/$defs/", StringComparison.Ordinal));
        }

        return HasKind(schema) && schema.EnumerateObject().All(IsKeyword) && (!TakesObjects(schema) || IsClosed(schema));
    }

    private static bool HasKind(JsonElement schema) => schema.TryGetProperty("type", out _) || schema.TryGetProperty("anyOf", out _);

    private static bool IsKeyword(JsonProperty member) => member.Name switch
    {
        "properties" or "$defs" => member.Value.ValueKind == JsonValueKind.Object && member.Value.EnumerateObject().All(inner => IsStrict(inner.Value)),
        "anyOf" => member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(IsStrict),
        "items" => IsStrict(member.Value),
        "additionalProperties" => member.Value.ValueKind == JsonValueKind.False,
        "type" or "required" or "enum" or "const" or "title" or "description" or "pattern" or "format" or "minItems" or "maxItems" => true,
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf" => true,
        _ => false,
    };

    private static bool TakesObjects(JsonElement schema) =>
        schema.TryGetProperty("properties", out _)
        || (schema.TryGetProperty("type", out var type)
            && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(IsObject) : IsObject(type)));

    private static bool IsObject(JsonElement type) => type.ValueKind == JsonValueKind.String && type.ValueEquals("object");

    private static bool IsClosed(JsonElement schema)
    {
        if (!schema.TryGetProperty("additionalProperties", out _) || !schema.TryGetProperty("properties", out var properties))
        {
            return false;
        }

        HashSet<string?> required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString() : null)]
            : [];
        return properties.EnumerateObject().All(property => required.Contains(property.Name));
    }
}
