using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>$ref</c>.</summary>
internal sealed class ReferenceRule(SchemaNode target) : SchemaRule
{
    internal static ReferenceRule? Read(JsonElement schema, SchemaReader reader) =>
        schema.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String && reader.Target(reference.GetString()!) is { } target
            ? new ReferenceRule(target)
            : null;

    // A reference that leads back to itself for the same value adds no condition.
    internal override SchemaError? Check(JsonElement value, SchemaWalk walk) =>
        walk.Trail?.Has(target) == true ? null : target.Check(value, walk with { Trail = new SchemaTrail(target, walk.Trail) });
}
