using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>Checks values against a JSON Schema, as far as schemas of tools go. Safe to use from several threads.</summary>
/// <remarks>
/// Keywords that it does not know are ignored, <c>format</c> included, and so are keywords whose value makes no sense, patterns that .NET
/// cannot compile, and references that lead nowhere: the tool itself has the last word.
/// </remarks>
internal sealed class SchemaValidator
{
    internal static readonly SchemaError TooMuch = new("the schema allows too many combinations to check this value");

    private readonly SchemaNode _root;

    /// <summary>Reads a schema. Its document must not be disposed while the validator is used.</summary>
    internal SchemaValidator(JsonElement schema) => _root = new SchemaReader(schema).Root;

    /// <summary>The first error as <c>path: message</c> for the model; null where the value fits.</summary>
    /// <param name="value">The value, without repeated names and half surrogates (see <see cref="ToolArguments"/>).</param>
    internal string? Check(JsonElement value)
    {
        // A sound schema applies a few schemas to each value; a thousand for each character are none.
        var left = new StrongBox<long>(100_000 + 1000L * value.GetRawText().Length);
        var error = _root.Check(value, new SchemaWalk(left, null));
        return left.Value < 0 ? TooMuch.ToString() : error?.ToString();
    }
}
