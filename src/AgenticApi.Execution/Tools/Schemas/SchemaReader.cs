using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>Reads a schema to nodes with rules.</summary>
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

    /// <summary>The whole schema.</summary>
    internal SchemaNode Root { get; }

    /// <summary>A schema inside the whole one.</summary>
    internal SchemaNode Read(JsonElement schema)
    {
        var node = new SchemaNode();
        Fill(node, schema);
        return node;
    }

    /// <summary>A schema that is the value of a keyword; null where the keyword is absent or its value is no schema.</summary>
    internal SchemaNode? Read(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var inner) && IsSchema(inner) ? Read(inner) : null;

    /// <summary>The schemas that are the value of a keyword; empty where the keyword is absent or its value is no array.</summary>
    internal SchemaNode[] ReadAll(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var inner) && inner.ValueKind == JsonValueKind.Array ? [.. inner.EnumerateArray().Select(Read)] : [];

    /// <summary>What a reference leads to; null where it leads nowhere.</summary>
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

        // The node is known before its rules are, for schemas that refer to themselves and for long chains of references.
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
