using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>The rule of one keyword of a schema, or of several that belong together. Immutable.</summary>
internal abstract class SchemaRule
{
    /// <summary>Returns the first error, with the path from this value; null if the value fits.</summary>
    internal abstract SchemaError? Check(JsonElement value, SchemaWalk walk);
}
