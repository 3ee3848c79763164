using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgenticApi.Execution.Schemas;

/// <summary>The values of members: <c>properties</c>, <c>patternProperties</c>, <c>additionalProperties</c>.</summary>
internal sealed class ObjectRule(Dictionary<string, SchemaNode> known, (Regex? Pattern, SchemaNode Node)[] patterns, SchemaNode? others, bool closed)
    : SchemaRule
{
    internal static ObjectRule? Read(JsonElement schema, SchemaReader reader)
    {
        var known = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var (name, inner) in Members(schema, "properties"))
        {
            known[name] = reader.Read(inner);
        }

        (Regex?, SchemaNode)[] patterns = [.. Members(schema, "patternProperties").Select(p => (SchemaPattern.Read(p.Name), reader.Read(p.Schema)))];
        var others = reader.Read(schema, "additionalProperties");
        var closed = others is not null && schema.GetProperty("additionalProperties").ValueKind == JsonValueKind.False;
        return known.Count == 0 && patterns.Length == 0 && others is null ? null : new ObjectRule(known, patterns, others, closed);
    }

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (CheckMember(member.Name, member.Value, walk.Inside) is { } error)
            {
                return error.At(member.Name);
            }
        }

        return null;
    }

    private SchemaError? CheckMember(string name, JsonElement value, SchemaWalk walk)
    {
        var isKnown = known.TryGetValue(name, out var node);
        if (node?.Check(value, walk) is { } error)
        {
            return error;
        }

        foreach (var (pattern, inner) in patterns)
        {
            var matches = Matches(pattern, name);
            isKnown |= matches != false;
            if (matches == true && inner.Check(value, walk) is { } wrong)
            {
                return wrong;
            }
        }

        if (isKnown)
        {
            return null;
        }

        return closed ? new SchemaError(Unknown()) : others?.Check(value, walk);
    }

    private string Unknown() =>
        known.Count == 0 ? "is not a known member" : $"is not a known member, expected {SchemaWords.AnyOf([.. known.Keys.Select(SchemaWords.Quoted)])}";

    // Null if it cannot be decided. A name that may match is not rejected.
    private static bool? Matches(Regex? pattern, string name)
    {
        try
        {
            return pattern?.IsMatch(name);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Name, JsonElement Schema)> Members(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var members) && members.ValueKind == JsonValueKind.Object
            ? members.EnumerateObject().Select(m => (m.Name, m.Value))
            : [];
}
