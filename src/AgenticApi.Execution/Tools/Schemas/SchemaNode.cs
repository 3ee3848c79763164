using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>A schema as a list of rules, in the order in which they are checked. A schema without rules accepts every value.</summary>
internal sealed class SchemaNode
{
    private SchemaRule[] _rules = [];
    private bool _nullable;

    /// <summary>Sets the rules. The node is created before its rules are read, because a schema may refer to itself.</summary>
    internal void Set(SchemaRule[] rules, bool nullable) => (_rules, _nullable) = (rules, nullable);

    /// <summary>Returns the first error; null if the value fits.</summary>
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
