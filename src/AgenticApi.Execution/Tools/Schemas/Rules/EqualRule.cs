using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>enum</c> and <c>const</c>. Numbers are compared by value: 1 equals 1.0.</summary>
internal sealed class EqualRule(JsonElement[]? values, JsonElement? constant) : SchemaRule
{
    internal static EqualRule? Read(JsonElement schema)
    {
        JsonElement[]? values = schema.TryGetProperty("enum", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : null;
        JsonElement? constant = schema.TryGetProperty("const", out var one) ? one : null;
        return values is null && constant is null ? null : new EqualRule(values, constant);
    }

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        if (values is not null && !values.Any(v => JsonElement.DeepEquals(v, value)))
        {
            return Error(values, value);
        }

        return constant is { } expected && !JsonElement.DeepEquals(expected, value) ? Error([expected], value) : null;
    }

    private static SchemaError Error(JsonElement[] expected, JsonElement value) =>
        expected.Length == 0
            ? new SchemaError($"no value is allowed here, got {SchemaWords.Of(value)}")
            : new SchemaError($"expected {SchemaWords.AnyOf([.. expected.Select(Word)])}, got {SchemaWords.Of(value)}");

    private static string Word(JsonElement value) => value.ValueKind == JsonValueKind.String ? SchemaWords.Quoted(value.GetString()!) : value.GetRawText();
}
