using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>allOf</c>.</summary>
internal sealed class AllRule(SchemaNode[] all) : SchemaRule
{
    internal static AllRule? Read(JsonElement schema, SchemaReader reader) => reader.ReadAll(schema, "allOf") is { Length: > 0 } all ? new AllRule(all) : null;

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        foreach (var node in all)
        {
            if (node.Check(value, walk) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
