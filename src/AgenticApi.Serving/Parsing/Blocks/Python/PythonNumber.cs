using System.Globalization;

namespace AgenticApi.Serving.Parsing;

/// <summary>Converts numbers of Python to JSON.</summary>
internal static class PythonNumber
{
    /// <summary>
    /// Returns a number as JSON: without underscores and leading zeros, and with digits before and after its point. Null if the text is not
    /// a number.
    /// </summary>
    public static string? ToJson(string text)
    {
        var number = text.Replace("_", "", StringComparison.Ordinal);
        var sign = number.StartsWith('-') ? "-" : "";
        number = number.StartsWith('-') || number.StartsWith('+') ? number[1..] : number;
        if (number.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(number.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value >= 0
                ? sign + value.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        var trimmed = number.TrimStart('0');
        number = trimmed.Length == 0 || !char.IsAsciiDigit(trimmed[0]) ? (number.Length == 0 ? "" : "0") + trimmed : trimmed;
        var point = number.IndexOf('.', StringComparison.Ordinal);
        number = point >= 0 && (point == number.Length - 1 || !char.IsAsciiDigit(number[point + 1])) ? number.Insert(point + 1, "0") : number;
        return number.Length > 0 && JsonStrings.IsJson(sign + number) ? sign + number : null;
    }
}
