using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>not</c>.</summary>
internal sealed class NotRule(SchemaNode not) : SchemaRule
{
    internal static NotRule? Read(JsonElement schema, SchemaReader reader) => reader.Read(schema, "not") is { } not ? new NotRule(not) : null;

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk) =>
        not.Check(value, walk) is null ? new SchemaError($"is what the schema excludes, got {SchemaWords.Of(value)}") : null;
}
