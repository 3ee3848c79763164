using System.Globalization;
using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Creates the exceptions for invalid requests, with the messages and codes of OpenAI's API.</summary>
internal static class Fault
{
    /// <summary>The longest name or id of a client that a message repeats, in characters.</summary>
    private const int LongestName = 128;

    /// <summary>Returns a name or id of a client for a message or path. A longer one is cut off.</summary>
    public static string Name(string name) => name.Length <= LongestName ? name
        : $"{name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)]}...";

    public static InvalidRequestException Missing(string at) => new($"Missing required parameter: '{at}'.", at, "missing_required_parameter");

    /// <summary>A missing member, with a hint why it may be missing.</summary>
    public static InvalidRequestException Missing(string at, string hint) => new($"Missing required parameter: '{at}'. {hint}", at, "missing_required_parameter");

    /// <summary>A value of the wrong type.</summary>
    /// <param name="at">The path of the value in the request.</param>
    /// <param name="expected">The expected type, with its article.</param>
    /// <param name="value">The value.</param>
    public static InvalidRequestException Type(string at, string expected, JsonElement value) => value.ValueKind == JsonValueKind.Undefined
        ? Missing(at)
        : new($"Invalid type for '{at}': expected {expected}, but got {TypeName(value)} instead.", at, "invalid_type");

    public static InvalidRequestException Value(string at, params ReadOnlySpan<string> supported) => new(
        $"Invalid value for '{at}'. Supported values are: {string.Join(", ", supported.ToArray().Select(value => $"'{value}'"))}.", at, "invalid_value");

    public static InvalidRequestException Below(string at, double least) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Invalid '{at}': number below minimum value. Expected a value >= {least}."), at, "below_min_value");

    public static InvalidRequestException Above(string at, double most) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Invalid '{at}': number above maximum value. Expected a value <= {most}."), at, "above_max_value");

    public static InvalidRequestException Unknown(string at) => new($"Unknown parameter: '{at}'.", at, "unknown_parameter");

    /// <summary>A feature of the Responses API that Chat Completions does not have.</summary>
    public static InvalidRequestException Unsupported(string at, string message) => new(message, at, "unsupported_parameter");

    public static InvalidRequestException Invalid(string at, string message) => new(message, at, "invalid_value");

    private static string TypeName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "an integer" : "a decimal",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
