using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>The schema <c>false</c>.</summary>
internal sealed class NeverRule : SchemaRule
{
    internal override SchemaError? Check(JsonElement value, SchemaWalk walk) => new($"no value is allowed here, got {SchemaWords.Of(value)}");
}
