using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>A pair of keywords that bound a count, such as <c>minItems</c> and <c>maxItems</c>.</summary>
internal readonly record struct SchemaCount(decimal? Min, decimal? Max)
{
    internal bool IsEmpty => Min is null && Max is null;

    internal static SchemaCount Read(JsonElement schema, string min, string max) => new(Number(schema, min), Number(schema, max));

    /// <summary>Returns the error for a count; null if it is within the bounds.</summary>
    /// <param name="count">The count.</param>
    /// <param name="things">The plural name of what is counted.</param>
    internal SchemaError? Check(int count, string things) =>
        count < Min ? new SchemaError($"expected at least {Min:0} {things}, got {count}")
        : count > Max ? new SchemaError($"expected at most {Max:0} {things}, got {count}")
        : null;

    private static decimal? Number(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;
}
