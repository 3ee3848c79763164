using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgenticApi.Tests.Tools;

/// <summary>JSON Schema as one reads it, keyword by keyword, for values whose numbers are small integers and halves.</summary>
internal static class NaiveSchema
{
    internal static bool Fits(JsonNode root, JsonNode? schema, JsonNode? value)
    {
        if (schema is not JsonObject s)
        {
            return schema!.GetValue<bool>();
        }

        return s.All(keyword => keyword.Key switch
        {
            "type" => keyword.Value is JsonArray types ? types.Any(t => IsA(value, (string)t!)) : IsA(value, (string)keyword.Value!),
            "enum" => keyword.Value!.AsArray().Any(v => Same(v, value)),
            "const" => Same(keyword.Value, value),
            "minimum" => !IsA(value, "number") || Number(value) >= Number(keyword.Value),
            "maximum" => !IsA(value, "number") || Number(value) <= Number(keyword.Value),
            "exclusiveMinimum" => !IsA(value, "number") || Number(value) > Number(keyword.Value),
            "exclusiveMaximum" => !IsA(value, "number") || Number(value) < Number(keyword.Value),
            "multipleOf" => !IsA(value, "number") || Number(value) % Number(keyword.Value) == 0,
            "minLength" => !IsA(value, "string") || ((string)value!).EnumerateRunes().Count() >= (int)keyword.Value!,
            "maxLength" => !IsA(value, "string") || ((string)value!).EnumerateRunes().Count() <= (int)keyword.Value!,
            "pattern" => !IsA(value, "string") || Regex.IsMatch((string)value!, (string)keyword.Value!),
            "items" => value is not JsonArray items || items.Skip((s["prefixItems"] as JsonArray)?.Count ?? 0).All(i => Fits(root, keyword.Value, i)),
            "prefixItems" => value is not JsonArray items || items.Zip(keyword.Value!.AsArray()).All(p => Fits(root, p.Second, p.First)),
            "minItems" => value is not JsonArray items || items.Count >= (int)keyword.Value!,
            "maxItems" => value is not JsonArray items || items.Count <= (int)keyword.Value!,
            "uniqueItems" => value is not JsonArray items || !items.Where((a, i) => items.Take(i).Any(b => Same(a, b))).Any(),
            "properties" => value is not JsonObject members || members.All(m => keyword.Value![m.Key] is not { } inner || Fits(root, inner, m.Value)),
            "required" => value is not JsonObject members || keyword.Value!.AsArray().All(n => members.ContainsKey((string)n!)),
            "additionalProperties" =>
                value is not JsonObject members || members.All(m => s["properties"]?[m.Key] is not null || Fits(root, keyword.Value, m.Value)),
            "minProperties" => value is not JsonObject members || members.Count >= (int)keyword.Value!,
            "maxProperties" => value is not JsonObject members || members.Count <= (int)keyword.Value!,
            "dependentRequired" => value is not JsonObject members
                || keyword.Value!.AsObject().All(d => !members.ContainsKey(d.Key) || d.Value!.AsArray().All(n => members.ContainsKey((string)n!))),
            "allOf" => keyword.Value!.AsArray().All(i => Fits(root, i, value)),
            "anyOf" => keyword.Value!.AsArray().Any(i => Fits(root, i, value)),
            "oneOf" => keyword.Value!.AsArray().Count(i => Fits(root, i, value)) == 1,
            "not" => !Fits(root, keyword.Value, value),
            "if" => Fits(root, s[Fits(root, keyword.Value, value) ? "then" : "else"] ?? JsonValue.Create(true), value),
            "$ref" => Fits(root, root["$defs"]![((string)keyword.Value!).Split('/')[^1]], value),
            _ => true,
        });
    }

    private static bool IsA(JsonNode? value, string type) => value switch
    {
        null => type == "null",
        JsonObject => type == "object",
        JsonArray => type == "array",
        _ => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => type == "string",
            System.Text.Json.JsonValueKind.Number => type == "number" || (type == "integer" && Number(value) % 1 == 0),
            _ => type == "boolean",
        },
    };

    private static decimal Number(JsonNode? value) => decimal.Parse(value!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool Same(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (null, null) => true,
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(p => Same(p.First, p.Second)),
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(m => b.ContainsKey(m.Key) && Same(m.Value, b[m.Key])),
        (JsonValue a, JsonValue b) => IsA(a, "number") && IsA(b, "number") ? Number(a) == Number(b) : a.ToJsonString() == b.ToJsonString(),
        _ => false,
    };
}
