using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>type</c>, one or a list.</summary>
internal sealed class TypeRule : SchemaRule
{
    private readonly string[] _types;
    private readonly string _expected;

    private TypeRule(string[] types)
    {
        _types = types;
        _expected = "expected " + SchemaWords.AnyOf([.. types.Select(Word)]);
    }

    internal static TypeRule? Read(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        string?[] types = type.ValueKind switch
        {
            JsonValueKind.String => [type.GetString()],
            JsonValueKind.Array => [.. type.EnumerateArray().Select(t => t.ValueKind == JsonValueKind.String ? t.GetString() : null)],
            _ => [null],
        };

        // A type that no version of JSON Schema defines is ignored, because its meaning is unknown.
        return types.Length > 0 && types.All(t => t is "object" or "array" or "string" or "number" or "integer" or "boolean" or "null")
            ? new TypeRule(types!)
            : null;
    }

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        foreach (var type in _types)
        {
            if (Fits(value, type))
            {
                return null;
            }
        }

        return new SchemaError($"{_expected}, got {SchemaWords.Of(value)}");
    }

    private static bool Fits(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && ExactNumber.Read(value.GetRawText()).IsInteger),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };

    private static string Word(string type) => type switch
    {
        "null" => "null",
        "object" or "array" or "integer" => "an " + type,
        _ => "a " + type,
    };
}
