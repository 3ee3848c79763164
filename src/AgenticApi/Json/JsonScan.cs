using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AgenticApi.Json;

/// <summary>
/// Skips and checks a JSON value. It is the only scanner of the library. It accepts what the reader of the framework accepts, which a test
/// checks.
/// </summary>
/// <remarks>It does not recurse, so deep JSON cannot overflow the stack.</remarks>
internal static class JsonScan
{
    /// <summary>The result if the JSON is not valid.</summary>
    public const int Invalid = -1;

    /// <summary>The highest possible limit of the nesting depth.</summary>
    public const int Deepest = 576;

    private static readonly SearchValues<byte> EndOfText = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    /// <summary>Returns the position after the value; <see cref="Invalid"/> if there is no valid value.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">The start of the value.</param>
    /// <param name="depth">The maximum nesting depth, from 0, which allows scalars only, to <see cref="Deepest"/>.</param>
    public static int SkipValue(ReadOnlySpan<byte> json, int at, int depth = Deepest) =>
        (uint)at < (uint)json.Length && json[at] is (byte)'{' or (byte)'[' ? SkipNested(json, at, depth) : SkipScalar(json, at);

    /// <summary>
    /// Returns the position after the string whose opening quote is at a position; <see cref="Invalid"/> if there is none.
    /// </summary>
    public static int SkipString(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length || json[at] != '"')
        {
            return Invalid;
        }

        at++;
        var end = PlainEnd(json, at);
        return end < json.Length && json[end] == '"' ? end + 1 : SkipLongString(json, end);
    }

    /// <summary>
    /// Searches one vector of bytes for the end of a text. Most texts are short and have no escapes.
    /// </summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">The start of the text, after its quote.</param>
    /// <returns>The position of the first quote, backslash or control character, or a position before it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PlainEnd(ReadOnlySpan<byte> json, int at)
    {
        if (at + Vector256<byte>.Count > json.Length)
        {
            return at;
        }

        var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);
        var ends = Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(bytes, Vector256.Create((byte)' '));
        var mask = ends.ExtractMostSignificantBits();
        return at + (mask == 0 ? Vector256<byte>.Count : BitOperations.TrailingZeroCount(mask));
    }

    private static int SkipLongString(ReadOnlySpan<byte> json, int at)
    {
        while (true)
        {
            var length = json[at..].IndexOfAny(EndOfText);
            if (length < 0)
            {
                return Invalid;
            }

            at += length;
            if (json[at] == '"')
            {
                return at + 1;
            }

            at = json[at] == '\\' ? SkipEscape(json, at) : Invalid;
            if (at < 0)
            {
                return Invalid;
            }
        }
    }

    /// <summary>Returns the position after the white space at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipWhiteSpace(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length && json[at] <= ' ' ? SkipSomeWhiteSpace(json, at) : at;

    private static int SkipSomeWhiteSpace(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>Returns the position after the object or array at a position.</summary>
    private static int SkipNested(ReadOnlySpan<byte> json, int at, int depth)
    {
        // One bit for each level: whether it is an object. Bits are written before they are read.
        Span<ulong> kinds = stackalloc ulong[(Deepest / 64) + 1];
        var level = 0;
        var isObject = false;
        while (true)
        {
            // At the start of a value.
            if ((uint)at < (uint)json.Length && json[at] is (byte)'{' or (byte)'[')
            {
                if (level == depth)
                {
                    return Invalid;
                }

                Set(kinds, level++, isObject);
                isObject = json[at] == '{';
                at = SkipWhiteSpace(json, at + 1);
                if ((uint)at >= (uint)json.Length || json[at] != (isObject ? '}' : ']'))
                {
                    at = isObject ? SkipName(json, at) : at;
                    continue;
                }
            }
            else
            {
                at = SkipWhiteSpace(json, SkipScalar(json, at));
            }

            // At the end of a value. Close all levels that end here.
            while ((uint)at < (uint)json.Length && json[at] == (isObject ? '}' : ']'))
            {
                at++;
                isObject = Get(kinds, --level);
                if (level == 0)
                {
                    return at;
                }

                at = SkipWhiteSpace(json, at);
            }

            if ((uint)at >= (uint)json.Length || json[at] != ',')
            {
                return Invalid;
            }

            at = SkipWhiteSpace(json, at + 1);
            at = isObject ? SkipName(json, at) : at;
        }
    }

    /// <summary>Returns the position of the value of the member at a position.</summary>
    private static int SkipName(ReadOnlySpan<byte> json, int at)
    {
        at = SkipWhiteSpace(json, SkipString(json, at));
        return (uint)at < (uint)json.Length && json[at] == ':' ? SkipWhiteSpace(json, at + 1) : Invalid;
    }

    private static void Set(Span<ulong> bits, int index, bool value)
    {
        var bit = 1UL << (index & 63);
        bits[index >> 6] = value ? bits[index >> 6] | bit : bits[index >> 6] & ~bit;
    }

    private static bool Get(ReadOnlySpan<ulong> bits, int index) => (bits[index >> 6] & (1UL << (index & 63))) != 0;

    private static int SkipScalar(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length)
        {
            return Invalid;
        }

        return json[at] switch
        {
            (byte)'"' => SkipString(json, at),
            (byte)'t' => SkipLiteral(json, at, "true"u8),
            (byte)'f' => SkipLiteral(json, at, "false"u8),
            (byte)'n' => SkipLiteral(json, at, "null"u8),
            _ => SkipNumber(json, at),
        };
    }

    private static int SkipEscape(ReadOnlySpan<byte> json, int at)
    {
        if (at + 1 >= json.Length)
        {
            return Invalid;
        }

        switch (json[at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return at + 2;
            case (byte)'u' when at + 6 <= json.Length:
                foreach (var digit in json.Slice(at + 2, 4))
                {
                    if (!char.IsAsciiHexDigit((char)digit))
                    {
                        return Invalid;
                    }
                }

                return at + 6;
            default:
                return Invalid;
        }
    }

    private static int SkipLiteral(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> literal) =>
        json[at..].StartsWith(literal) ? at + literal.Length : Invalid;

    private static int SkipNumber(ReadOnlySpan<byte> json, int at)
    {
        at += json[at] == '-' ? 1 : 0;
        var whole = SkipDigits(json, at);
        if (whole == at || (json[at] == '0' && whole > at + 1))
        {
            return Invalid;
        }

        at = whole;
        if (at < json.Length && json[at] == '.')
        {
            var fraction = SkipDigits(json, at + 1);
            if (fraction == at + 1)
            {
                return Invalid;
            }

            at = fraction;
        }

        if (at < json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at += at < json.Length && json[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            var exponent = SkipDigits(json, at);
            return exponent == at ? Invalid : exponent;
        }

        return at;
    }

    private static int SkipDigits(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        return at;
    }
}
