using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>anyOf</c> and <c>oneOf</c>.</summary>
internal sealed class AlternativesRule(SchemaNode[] alternatives, bool onlyOne) : SchemaRule
{
    private const int MaxChars = 300;

    internal static AlternativesRule? Read(JsonElement schema, SchemaReader reader, string keyword) =>
        reader.ReadAll(schema, keyword) is { Length: > 0 } alternatives ? new AlternativesRule(alternatives, keyword == "oneOf") : null;

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        var fitting = 0;
        List<SchemaError> errors = [];
        foreach (var alternative in alternatives)
        {
            if (alternative.Check(value, walk) is { } error)
            {
                errors.Add(error);
            }
            else if (!onlyOne)
            {
                return null;
            }
            else if (++fitting > 1)
            {
                return new SchemaError($"expected what fits exactly one of {alternatives.Length} alternatives, got what fits several");
            }
        }

        return fitting == 1 ? null : Nearest(errors);
    }

    // The alternative that failed at the deepest path is probably the intended one. If all failed at the value itself, any may be.
    private static SchemaError Nearest(List<SchemaError> errors)
    {
        var deepest = errors.MaxBy(error => error.Depth)!;
        if (deepest.Depth > 0 || errors.Count == 1)
        {
            return deepest;
        }

        var messages = string.Join("; ", errors.Select(error => error.Message).Distinct().Take(3));

        // The messages of nested alternatives would grow without a limit.
        return new SchemaError($"fits none of {errors.Count} alternatives{(messages.Length > MaxChars ? "" : $": {messages}")}");
    }
}
