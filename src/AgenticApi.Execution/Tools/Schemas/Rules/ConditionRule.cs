using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>if</c> with <c>then</c> and <c>else</c>.</summary>
internal sealed class ConditionRule(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : SchemaRule
{
    internal static ConditionRule? Read(JsonElement schema, SchemaReader reader) =>
        reader.Read(schema, "if") is { } condition ? new ConditionRule(condition, reader.Read(schema, "then"), reader.Read(schema, "else")) : null;

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk) =>
        (condition.Check(value, walk) is null ? then : otherwise)?.Check(value, walk);
}
