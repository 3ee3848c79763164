using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgenticApi.Execution.Schemas;

/// <summary><c>minLength</c>, <c>maxLength</c> (in code points) and <c>pattern</c>.</summary>
internal sealed class TextRule(SchemaCount length, Regex? pattern, string? patternText) : SchemaRule
{
    internal static TextRule? Read(JsonElement schema)
    {
        var length = SchemaCount.Read(schema, "minLength", "maxLength");
        var text = schema.TryGetProperty("pattern", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var pattern = text is null ? null : SchemaPattern.Read(text);
        return length.IsEmpty && pattern is null ? null : new TextRule(length, pattern, text);
    }

    internal override SchemaError? Check(JsonElement value, SchemaWalk walk)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = value.GetString()!;
        if (!length.IsEmpty && length.Check(text.Length - text.Count(char.IsLowSurrogate), "characters") is { } error)
        {
            return error;
        }

        return pattern is null ? null : CheckPattern(pattern, text);
    }

    private SchemaError? CheckPattern(Regex regex, string text)
    {
        try
        {
            return regex.IsMatch(text) ? null : new SchemaError($"expected a string that matches {patternText}, got {SchemaWords.Quoted(text)}");
        }
        catch (RegexMatchTimeoutException)
        {
            return new SchemaError($"expected a string that matches {patternText}, and could not tell in time");
        }
    }
}
