using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>What some keywords of a schema ask of a value. Immutable.</summary>
internal abstract class SchemaRule
{
    /// <summary>The first error, with its path from this value on; null where the value fits.</summary>
    internal abstract SchemaError? Check(JsonElement value, SchemaWalk walk);
}
