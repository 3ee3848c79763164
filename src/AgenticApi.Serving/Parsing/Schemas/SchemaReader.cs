using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Parsing;

/// <summary>
/// Reads the parameters of a function, and their types, from a JSON schema. References (<c>$ref</c>) are resolved in the same schema.
/// </summary>
/// <param name="root">The whole schema.</param>
internal sealed class SchemaReader(JsonElement root)
{
    // References may be circular.
    private const int MaxDepth = 24;

    // A short schema whose parts refer to each other can describe exponentially many schemas. Therefore, the work for schemas that are read
    // through composition and references is limited by the length of the whole schema. A schema above the limit allows any type.
    private long _allowance = root.ValueKind == JsonValueKind.Object ? 4L * JsonMarshal.GetRawUtf8Value(root).Length : 0;

    /// <summary>Returns the parameters that an object schema declares itself or through the schemas that it is composed of.</summary>
    public IEnumerable<(string Name, ParameterSchema Schema)> Properties() => Properties(root, 0);

    /// <summary>Returns the schema of parameters that are not declared; null if there is none.</summary>
    public ParameterSchema? Others() => root.Member("additionalProperties") is { ValueKind: JsonValueKind.Object } others ? Parameter(others, 0) : null;

    private IEnumerable<(string Name, ParameterSchema Schema)> Properties(JsonElement schema, int depth)
    {
        if (!IsAllowed(schema, depth))
        {
            return [];
        }

        var parts = Alternatives(schema, "allOf").Concat(Alternatives(schema, "anyOf")).Concat(Alternatives(schema, "oneOf"));
        parts = Resolve(schema) is { } target ? parts.Prepend(target) : parts;
        var inherited = parts.SelectMany(part => Properties(part, depth + 1));
        return schema.Member("properties") is { ValueKind: JsonValueKind.Object } properties
            ? inherited.Concat(properties.EnumerateObject().Select(property => (property.Name, Parameter(property.Value, depth))))
            : inherited;
    }


    /// <summary>Returns whether a schema at a depth may be read, and counts it.</summary>
    private bool IsAllowed(JsonElement schema, int depth)
    {
        if (depth == 0)
        {
            return true;
        }

        _allowance -= 1 + (JsonMarshal.GetRawUtf8Value(schema).Length / 16);
        return depth <= MaxDepth && _allowance >= 0;
    }

    private ParameterSchema Parameter(JsonElement schema, int depth)
    {
        var literals = new List<JsonElement>();
        var types = Types(schema, literals, depth);
        return new ParameterSchema(types, literals);
    }

    private JsonTypes Types(JsonElement schema, List<JsonElement> literals, int depth)
    {
        if (!IsAllowed(schema, depth) || schema.ValueKind != JsonValueKind.Object)
        {
            return JsonTypes.Any;
        }

        var types = Named(schema.Member("type"));
        if (schema.TryGetProperty("const", out var constant))
        {
            types &= Listed([constant], literals);
        }

        if (schema.Member("enum") is { ValueKind: JsonValueKind.Array } values)
        {
            types &= Listed(values.EnumerateArray(), literals);
        }

        foreach (var part in Alternatives(schema, "allOf").Concat(Resolve(schema) is { } target ? [target] : []))
        {
            types &= Types(part, literals, depth + 1);
        }

        foreach (var choice in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            var alternatives = Alternatives(schema, choice).Select(part => Types(part, literals, depth + 1)).ToList();
            types &= alternatives.Count == 0 ? JsonTypes.Any : alternatives.Aggregate((one, other) => one | other);
        }

        return schema.Member("nullable").ValueKind == JsonValueKind.True ? types | JsonTypes.Null : types;
    }

    private static JsonTypes Listed(IEnumerable<JsonElement> values, List<JsonElement> literals)
    {
        var types = JsonTypes.None;
        foreach (var value in values)
        {
            literals.Add(value.Clone());
            types |= Of(value.ValueKind);
        }

        return types;
    }

    private static JsonTypes Named(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => Named(type.Text()),
        JsonValueKind.Array => type.EnumerateArray().Aggregate(JsonTypes.None, (all, one) => all | Named(one.Text())),
        _ => JsonTypes.Any,
    };

    // Some names are not in the specification: programs in Python and Java write the names of their own types.
    private static JsonTypes Named(string? type) => type?.ToLowerInvariant() switch
    {
        "string" or "str" or "text" or "varchar" or "char" or "enum" => JsonTypes.String,
        "integer" or "int" or "long" => JsonTypes.Integer,
        "number" or "float" or "double" => JsonTypes.Number | JsonTypes.Integer,
        "boolean" or "bool" => JsonTypes.Boolean,
        "array" or "list" => JsonTypes.Array,
        "object" or "dict" => JsonTypes.Object,
        "null" or "none" => JsonTypes.Null,
        _ => JsonTypes.Any,
    };

    private static JsonTypes Of(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Number => JsonTypes.Number | JsonTypes.Integer,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.Array => JsonTypes.Array,
        JsonValueKind.Object => JsonTypes.Object,
        _ => JsonTypes.Null,
    };

    private static IEnumerable<JsonElement> Alternatives(JsonElement schema, string name) => schema.Member(name).Values();

    /// <summary>Returns the schema that <c>$ref</c> refers to by a JSON pointer; null if there is none.</summary>
    private JsonElement? Resolve(JsonElement schema)
    {
        if (schema.Member("$ref").Text() is not { } reference || !reference.StartsWith('#'))
        {
            return null;
        }

        var target = root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            // The search for a member is linear in their number, but much faster than reading a schema.
            _allowance -= target.ValueKind == JsonValueKind.Object ? target.GetPropertyCount() / 16 : 0;
            target = target.Member(Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        return target.ValueKind == JsonValueKind.Object ? target : null;
    }
}
