using System.Globalization;
using System.Numerics;

namespace AgenticApi.Execution.Schemas;

/// <summary>The exact value of a JSON number: its digits without leading and trailing zeros, and a power of ten.</summary>
/// <param name="Negative">Whether the number is less than zero.</param>
/// <param name="Digits">The digits; empty for zero.</param>
/// <param name="Exponent">The power of ten.</param>
internal readonly record struct ExactNumber(bool Negative, string Digits, long Exponent) : IComparable<ExactNumber>
{
    private const int MaxExactPower = 1000;

    // Far above any exponent that arguments contain, and the sum of two of them does not overflow.
    private const long MaxExponent = long.MaxValue / 4;

    internal bool IsInteger => Exponent >= 0;

    /// <summary>The canonical notation: <c>12e2</c> for 1200 and for 1.2E+3.</summary>
    internal string Canonical =>
        Digits.Length == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{(Negative ? "-" : "")}{Digits}{(Exponent == 0 ? "" : $"e{Exponent}")}");

    internal static ExactNumber Read(string number)
    {
        var negative = number[0] == '-';
        var mantissa = number.AsSpan(negative ? 1 : 0);
        var exponent = 0L;
        if (mantissa.IndexOfAny('e', 'E') is >= 0 and var e)
        {
            var text = mantissa[(e + 1)..];
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || exponent is < -MaxExponent or > MaxExponent)
            {
                exponent = text[0] == '-' ? -MaxExponent : MaxExponent;
            }

            mantissa = mantissa[..e];
        }

        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;

        var kept = digits.TrimEnd('0');
        exponent += digits.Length - kept.Length;
        kept = kept.TrimStart('0');
        return kept.Length == 0 ? default(ExactNumber) with { Digits = "" } : new ExactNumber(negative, kept, exponent);
    }

    public int CompareTo(ExactNumber other)
    {
        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        var size = (Digits.Length + Exponent).CompareTo(other.Digits.Length + other.Exponent);
        if (size == 0)
        {
            size = string.CompareOrdinal(Digits, other.Digits);
        }

        return Negative ? -size : size;
    }

    /// <summary>Returns whether the number is a multiple of a unit. Returns true without a check if their exponents are too far apart to compute it.</summary>
    internal bool IsMultipleOf(ExactNumber unit)
    {
        var common = Math.Min(Exponent, unit.Exponent);
        return Digits.Length + unit.Digits.Length + (Exponent - common) + (unit.Exponent - common) > MaxExactPower
            || (Whole(common) % unit.Whole(common)).IsZero;
    }

    private int Sign => Digits.Length == 0 ? 0 : Negative ? -1 : 1;

    private BigInteger Whole(long exponent) =>
        Digits.Length == 0 ? 0 : BigInteger.Parse(Digits, CultureInfo.InvariantCulture) * BigInteger.Pow(10, (int)(Exponent - exponent));
}
