using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>The presence of members: <c>required</c>, <c>dependentRequired</c>, <c>minProperties</c>, <c>maxProperties</c>.</summary>
internal sealed class MembersRule(string[] required, (string Name, string[] Required)[] dependent, SchemaCount count) : SchemaRule
{
    internal static MembersRule? Read(JsonElement schema)
    {
        var required = schema.TryGetProperty("required", out var names) ? Names(names) : [];
        (string, string[])[] dependent = schema.TryGetProperty("dependentRequired", out var lists) && lists.ValueKind == JsonValueKind.Object
            ? [.. lists.EnumerateObject().Select(l => (l.Name, Names(l.Value)))]
            : [];
        var count = SchemaCount.Read(schema, "minProperties", "maxProperties");
        return required.Length == 0 && dependent.Length == 0 && count.IsEmpty ? null : new MembersRule(required, dependent, count);
    }

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var present = value.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in required)
        {
            if (!present.Contains(name))
            {
                return new SchemaError("is required, but missing").At(name);
            }
        }

        foreach (var (name, others) in dependent)
        {
            if (present.Contains(name) && others.FirstOrDefault(other => !present.Contains(other)) is { } missing)
            {
                return new SchemaError($"is required beside {SchemaWords.Quoted(name)}, but missing").At(missing);
            }
        }

        return count.Check(value.GetPropertyCount(), "members");
    }

    private static string[] Names(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)] : [];
}
