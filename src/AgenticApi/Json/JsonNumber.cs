using System.Globalization;

namespace AgenticApi.Json;

/// <summary>A JSON number of any length, split into parts that are equal for equal values.</summary>
internal readonly ref struct JsonNumber
{
    /// <summary>The largest exponent that is read. Sums of it and a length do not overflow.</summary>
    private const long MaxExponent = 1_000_000_000_000_000_000;

    private readonly bool _isNegative;

    /// <summary>The digits from the first to the last that is not 0; may include the decimal point. Empty for zero.</summary>
    private readonly ReadOnlySpan<byte> _digits;

    /// <summary>The power of ten of the first digit; null if the exponent is out of range.</summary>
    private readonly long? _exponent;

    private JsonNumber(ReadOnlySpan<byte> json)
    {
        var isNegative = json[0] == '-';
        json = isNegative ? json[1..] : json;
        var e = json.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = e < 0 ? json : json[..e];
        var first = mantissa.IndexOfAnyExcept((byte)'0', (byte)'.');
        if (first < 0)
        {
            _exponent = 0;
            return;
        }

        _isNegative = isNegative;
        _digits = mantissa[first..(mantissa.LastIndexOfAnyExcept((byte)'0', (byte)'.') + 1)];
        var point = mantissa.IndexOf((byte)'.');
        point = point < 0 ? mantissa.Length : point;
        _exponent = Exponent(e < 0 ? "0"u8 : json[(e + 1)..]) + point - first - (first < point ? 1 : 0);
    }

    /// <summary>
    /// Determines whether two numbers have the same value, such as 1, 1.0 and 10e-1. Numbers whose exponent is out of range are equal only
    /// if their bytes are equal.
    /// </summary>
    public static bool AreEqual(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.SequenceEqual(other))
        {
            return true;
        }

        var first = new JsonNumber(one);
        var second = new JsonNumber(other);
        return first._exponent is { } exponent
            && exponent == second._exponent
            && first._isNegative == second._isNegative
            && AreEqualDigits(first._digits, second._digits);
    }

    private static long? Exponent(ReadOnlySpan<byte> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
        && exponent is >= -MaxExponent and <= MaxExponent
            ? exponent
            : null;

    /// <summary>Compares the digits without the decimal points.</summary>
    private static bool AreEqualDigits(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var at = 0;
        foreach (var digit in one)
        {
            if (digit == '.')
            {
                continue;
            }

            at += at < other.Length && other[at] == '.' ? 1 : 0;
            if (at == other.Length || other[at] != digit)
            {
                return false;
            }

            at++;
        }

        return at == other.Length;
    }
}
