using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>minimum</c>, <c>maximum</c>, <c>exclusiveMinimum</c>, <c>exclusiveMaximum</c>, <c>multipleOf</c>.</summary>
internal sealed class NumberRule : SchemaRule
{
    private readonly string? _least;
    private readonly string? _most;
    private readonly string? _above;
    private readonly string? _below;
    private readonly string? _unit;

    private NumberRule(JsonElement schema)
    {
        _least = Number(schema, "minimum");
        _most = Number(schema, "maximum");
        _above = Number(schema, "exclusiveMinimum");
        _below = Number(schema, "exclusiveMaximum");
        _unit = Number(schema, "multipleOf") is { } unit && ExactNumber.Read(unit) is { Negative: false, Digits: not "" } ? unit : null;

        // In drafts 3 and 4, the exclusive keywords are flags of the bounds.
        if (IsTrue(schema, "exclusiveMinimum"))
        {
            (_least, _above) = (null, _least);
        }

        if (IsTrue(schema, "exclusiveMaximum"))
        {
            (_most, _below) = (null, _most);
        }
    }

    private bool IsEmpty => (_least ?? _most ?? _above ?? _below ?? _unit) is null;

    internal static NumberRule? Read(JsonElement schema) => new NumberRule(schema) is { IsEmpty: false } rule ? rule : null;

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        var number = ExactNumber.Read(value.GetRawText());
        var expected =
            Compare(number, _least) < 0 ? $"at least {_least}"
            : Compare(number, _most) > 0 ? $"at most {_most}"
            : Compare(number, _above) <= 0 ? $"more than {_above}"
            : Compare(number, _below) >= 0 ? $"less than {_below}"
            : _unit is not null && !number.IsMultipleOf(ExactNumber.Read(_unit)) ? $"a multiple of {_unit}"
            : null;
        return expected is null ? null : new SchemaError($"expected {expected}, got {SchemaWords.Of(value)}");
    }

    private static int? Compare(ExactNumber number, string? bound) => bound is null ? null : number.CompareTo(ExactNumber.Read(bound));

    private static string? Number(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetRawText() : null;

    private static bool IsTrue(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var flag) && flag.ValueKind == JsonValueKind.True;
}
