using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>Reads a JSON Schema into nodes with rules.</summary>
internal sealed class SchemaReader
{
    private readonly JsonElement _schema;
    private readonly Dictionary<string, SchemaNode> _targets = new(StringComparer.Ordinal);
    private readonly Queue<(SchemaNode Node, JsonElement Schema)> _unread = new();

    internal SchemaReader(JsonElement schema)
    {
        _schema = schema;
        Root = Target("#") ?? new SchemaNode();
        while (_unread.TryDequeue(out var next))
        {
            Fill(next.Node, next.Schema);
        }
    }

    /// <summary>The node of the whole schema.</summary>
    internal SchemaNode Root { get; }

    /// <summary>Reads a schema that is nested in the whole one.</summary>
    internal SchemaNode Read(JsonElement schema)
    {
        var node = new SchemaNode();
        Fill(node, schema);
        return node;
    }

    /// <summary>Reads the schema of a keyword; null if the keyword is absent or its value is not a schema.</summary>
    internal SchemaNode? Read(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var inner) && IsSchema(inner) ? Read(inner) : null;

    /// <summary>Reads the schemas of a keyword; empty if the keyword is absent or its value is not an array.</summary>
    internal SchemaNode[] ReadAll(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var inner) && inner.ValueKind == JsonValueKind.Array ? [.. inner.EnumerateArray().Select(Read)] : [];

    /// <summary>Returns the node of a reference's target; null if there is no target.</summary>
    internal SchemaNode? Target(string reference)
    {
        if (_targets.TryGetValue(reference, out var node))
        {
            return node;
        }

        if (SchemaPointer.Find(_schema, reference) is not { } target || !IsSchema(target))
        {
            return null;
        }

        // The node is stored before its rules are read, for schemas that refer to themselves and for long chains of references.
        node = _targets[reference] = new SchemaNode();
        _unread.Enqueue((node, target));
        return node;
    }

    private static bool IsSchema(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False;

    private void Fill(SchemaNode node, JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            node.Set([new NeverRule()], nullable: false);
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        SchemaRule?[] rules =
        [
            ReferenceRule.Read(schema, this), TypeRule.Read(schema), EqualRule.Read(schema), NumberRule.Read(schema), TextRule.Read(schema),
            ArrayRule.Read(schema, this), MembersRule.Read(schema), ObjectRule.Read(schema, this), AllRule.Read(schema, this),
            AlternativesRule.Read(schema, this, "anyOf"), AlternativesRule.Read(schema, this, "oneOf"), NotRule.Read(schema, this),
            ConditionRule.Read(schema, this),
        ];
        node.Set([.. rules.OfType<SchemaRule>()], schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True);
    }
}
