using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>prefixItems</c>, <c>items</c>, <c>minItems</c>, <c>maxItems</c>, <c>uniqueItems</c>.</summary>
internal sealed class ArrayRule(SchemaNode[] first, SchemaNode? rest, SchemaCount count, bool unique) : SchemaRule
{
    internal static ArrayRule? Read(JsonElement schema, SchemaReader reader)
    {
        // Before draft 2020-12, "items" could be the list of the first items, and "additionalItems" was the schema of the others.
        var old = schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array;
        var first = reader.ReadAll(schema, old ? "items" : "prefixItems");
        var rest = reader.Read(schema, old ? "additionalItems" : "items");
        var count = SchemaCount.Read(schema, "minItems", "maxItems");
        var unique = schema.TryGetProperty("uniqueItems", out var flag) && flag.ValueKind == JsonValueKind.True;
        return first.Length == 0 && rest is null && count.IsEmpty && !unique ? null : new ArrayRule(first, rest, count, unique);
    }

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        if (count.Check(value.GetArrayLength(), "items") is { } error)
        {
            return error;
        }

        var index = 0;
        var seen = unique ? new HashSet<string>(StringComparer.Ordinal) : null;
        foreach (var item in value.EnumerateArray())
        {
            if ((index < first.Length ? first[index] : rest)?.Check(item, walk.Inside) is { } inner)
            {
                return inner.At(index);
            }

            if (seen?.Add(CanonicalJson.Of(item)) == false)
            {
                return new SchemaError("the array has this item already").At(index);
            }

            index++;
        }

        return null;
    }
}
