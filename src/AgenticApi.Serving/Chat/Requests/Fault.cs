using System.Globalization;
using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Why a request is refused, in the words that clients of the API know.</summary>
internal static class Fault
{
    public static InvalidRequestException Missing(string at) => new($"Missing required parameter: '{at}'.", at, "missing_required_parameter");

    /// <summary>What is missing, and why that may be.</summary>
    public static InvalidRequestException Missing(string at, string hint) => new($"Missing required parameter: '{at}'. {hint}", at, "missing_required_parameter");

    /// <summary>A value of a wrong type.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="expected">What would be right, with its article.</param>
    /// <param name="value">The value.</param>
    public static InvalidRequestException Type(string at, string expected, JsonElement value) => value.ValueKind == JsonValueKind.Undefined
        ? Missing(at)
        : new($"Invalid type for '{at}': expected {expected}, but got {Name(value)} instead.", at, "invalid_type");

    public static InvalidRequestException Value(string at, params ReadOnlySpan<string> supported) => new(
        $"Invalid value for '{at}'. Supported values are: {string.Join(", ", supported.ToArray().Select(value => $"'{value}'"))}.", at, "invalid_value");

    public static InvalidRequestException Below(string at, double least) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Invalid '{at}': number below minimum value. Expected a value >= {least}."), at, "below_min_value");

    public static InvalidRequestException Above(string at, double most) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Invalid '{at}': number above maximum value. Expected a value <= {most}."), at, "above_max_value");

    public static InvalidRequestException Unknown(string at) => new($"Unknown parameter: '{at}'.", at, "unknown_parameter");

    /// <summary>What the API has, and a Chat Completions server has not.</summary>
    public static InvalidRequestException Unsupported(string at, string message) => new(message, at, "unsupported_parameter");

    public static InvalidRequestException Invalid(string at, string message) => new(message, at, "invalid_value");

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "an integer" : "a decimal",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
