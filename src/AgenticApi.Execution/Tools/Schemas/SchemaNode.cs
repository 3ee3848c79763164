using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>A schema, read once: its rules in the order in which they are checked. No rules accept everything.</summary>
internal sealed class SchemaNode
{
    private SchemaRule[] _rules = [];
    private bool _nullable;

    /// <summary>Sets the rules. They come after the node, because a schema may refer to itself.</summary>
    internal void Set(SchemaRule[] rules, bool nullable) => (_rules, _nullable) = (rules, nullable);

    /// <summary>The first error; null where the value fits.</summary>
    internal SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            walk.Left.Value = 0;
        }

        if (--walk.Left.Value < 0)
        {
            return SchemaValidator.TooMuch;
        }

        if (_nullable && value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        foreach (var rule in _rules)
        {
            if (rule.Check(value, walk) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
