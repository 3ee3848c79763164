using System.Text.Json.Nodes;

namespace AgenticApi.Tests.Tools;

/// <summary>Schemas at random, values that fit them, and values that are a little different.</summary>
internal sealed class RandomSchema(Random random)
{
    private static readonly string[] Names = ["a", "b", "c d", "é"];
    private static readonly string[] Texts = ["", "a", "ab", "ba", "😀", "x\ny", "\"q\""];

    /// <summary>A schema and a value that fits it.</summary>
    internal (JsonNode Schema, JsonNode? Value) Next(int depth = 3)
    {
        switch (random.Next(depth > 0 ? 9 : 5))
        {
            case 0:
                var whole = random.Next(-6, 7);
                var integer = new JsonObject { ["type"] = "integer" };
                Maybe(integer, "minimum", whole - random.Next(3));
                Maybe(integer, "maximum", whole + random.Next(3));
                Maybe(integer, "exclusiveMaximum", whole + 1 + random.Next(3));
                return (integer, random.Next(2) == 0 ? whole : JsonNode.Parse($"{whole}.0"));
            case 1:
                var half = random.Next(-6, 7) * 0.5m;
                var number = new JsonObject { ["type"] = "number", ["multipleOf"] = 0.5m };
                Maybe(number, "exclusiveMinimum", half - 0.5m);
                return (number, half);
            case 2:
                var text = Texts[random.Next(Texts.Length)];
                var texts = new JsonObject { ["type"] = new JsonArray("string", "null") };
                Maybe(texts, "minLength", random.Next(text.EnumerateRunes().Count() + 1));
                Maybe(texts, "maxLength", text.EnumerateRunes().Count() + random.Next(2));
                Maybe(texts, "pattern", text.Contains('a') ? "a" : "^");
                return (texts, text);
            case 3:
                var (_, any) = Value(1);
                return (new JsonObject { ["enum"] = new JsonArray("other", any?.DeepClone(), 7) }, any);
            case 4:
                return (new JsonObject { ["$ref"] = "#/$defs/flag" }, random.Next(2) == 0);
            case 5:
                return Object(depth);
            case 6:
                return Array(depth);
            case 7:
                var (inner, value) = Next(depth - 1);
                var list = new JsonArray(Next(depth - 1).Schema, inner);
                return random.Next(2) == 0
                    ? (new JsonObject { ["anyOf"] = list }, value)
                    : (new JsonObject { ["allOf"] = new JsonArray(inner.DeepClone(), new JsonObject { ["not"] = new JsonObject { ["const"] = "never" } }) }, value);
            default:
                var (then, conditional) = Next(depth - 1);
                return (new JsonObject { ["if"] = true, ["then"] = then, ["oneOf"] = new JsonArray(false, then.DeepClone()) }, conditional);
        }
    }

    /// <summary>The value with one change somewhere.</summary>
    internal JsonNode? Changed(JsonNode? value)
    {
        if (value is JsonObject { Count: > 0 } members && random.Next(4) > 0)
        {
            var (name, inner) = members.ElementAt(random.Next(members.Count));
            switch (random.Next(3))
            {
                case 0:
                    members.Remove(name);
                    break;
                case 1:
                    members["new"] = 1;
                    break;
                default:
                    members[name] = Changed(inner?.DeepClone());
                    break;
            }

            return members;
        }

        if (value is JsonArray { Count: > 0 } items && random.Next(4) > 0)
        {
            var index = random.Next(items.Count);
            if (random.Next(2) == 0)
            {
                items.Add(items[index]?.DeepClone());
            }
            else
            {
                items[index] = Changed(items[index]?.DeepClone());
            }

            return items;
        }

        return Value(1).Value;
    }

    private (JsonNode, JsonNode?) Object(int depth)
    {
        var (properties, value, required) = (new JsonObject(), new JsonObject(), new JsonArray());
        foreach (var name in Names.Where(_ => random.Next(2) == 0))
        {
            var (inner, member) = Next(depth - 1);
            properties[name] = inner;
            if (random.Next(4) > 0)
            {
                value[name] = member;
            }

            if (value.ContainsKey(name) && random.Next(2) == 0)
            {
                required.Add((JsonNode)name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
        Maybe(schema, "additionalProperties", false);
        Maybe(schema, "maxProperties", value.Count);
        Maybe(schema, "minProperties", value.Count);
        if (required.Count > 0)
        {
            Maybe(schema, "dependentRequired", new JsonObject { ["new"] = new JsonArray("a"), [Names[0]] = new JsonArray((string)required[0]!) });
        }

        return (schema, value);
    }

    private (JsonNode, JsonNode?) Array(int depth)
    {
        var (first, value) = Next(depth - 1);
        var (rest, other) = Next(depth - 1);
        var schema = new JsonObject { ["type"] = "array", ["prefixItems"] = new JsonArray(first), ["items"] = rest };
        var items = new JsonArray(value, other);
        Maybe(schema, "maxItems", 2);
        Maybe(schema, "minItems", 2);
        if (!JsonNode.DeepEquals(value, other) && value?.GetValueKind() != other?.GetValueKind())
        {
            Maybe(schema, "uniqueItems", true);
        }

        return (schema, items);
    }

    private (JsonNode?, JsonNode? Value) Value(int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => (null, null),
        1 => (null, random.Next(2) == 0),
        2 => (null, random.Next(-3, 4)),
        3 => (null, random.Next(-3, 4) * 0.5m),
        4 => (null, Texts[random.Next(Texts.Length)]),
        5 => (null, new JsonArray(Value(0).Value, Value(0).Value)),
        _ => (null, new JsonObject { [Names[random.Next(Names.Length)]] = Value(0).Value }),
    };

    private void Maybe(JsonObject schema, string keyword, JsonNode value)
    {
        if (random.Next(2) == 0)
        {
            schema[keyword] = value;
        }
    }
}
