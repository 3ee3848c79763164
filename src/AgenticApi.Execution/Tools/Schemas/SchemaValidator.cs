using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>Validates values against a JSON Schema, with the keywords that schemas of tools use. Safe to use from several threads.</summary>
/// <remarks>
/// Unknown keywords are ignored, including <c>format</c>. So are keywords with an invalid value, patterns that .NET cannot compile, and references
/// without a target: the tool itself can still reject the value.
/// </remarks>
internal sealed class SchemaValidator
{
    internal static readonly SchemaError TooMuch = new("the schema allows too many combinations to check this value");

    private readonly SchemaNode _root;

    /// <summary>Reads a schema. Its document must not be disposed of while the validator is used.</summary>
    internal SchemaValidator(JsonElement schema) => _root = new SchemaReader(schema).Root;

    /// <summary>Returns the first error for the model, as <c>path: message</c>; null if the value fits.</summary>
    /// <param name="value">The value, without repeated names and incomplete surrogate pairs (see <see cref="ToolArguments"/>).</param>
    internal string? Check(JsonElement value)
    {
        // Normal schemas apply a few schemas to each value. More than a thousand per character is an explosion of alternatives.
        var left = new StrongBox<long>(100_000 + 1000L * value.GetRawText().Length);
        var error = _root.Check(value, new SchemaWalk(left, null));
        return left.Value < 0 ? TooMuch.ToString() : error?.ToString();
    }
}
