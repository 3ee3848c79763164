using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AgenticApi.Json;

/// <summary>
/// The one scanner: steps over a JSON value and checks it on the way. It accepts what the framework's reader accepts; a test holds it to that.
/// </summary>
/// <remarks>It does not recurse, so its stack does not grow with the depth of the JSON.</remarks>
internal static class JsonScan
{
    /// <summary>What is returned in place of a position where the JSON is not valid.</summary>
    public const int Invalid = -1;

    /// <summary>The deepest nesting that can be asked for.</summary>
    public const int Deepest = 576;

    private static readonly SearchValues<byte> EndOfText = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    /// <summary>The position after the value that begins here; <see cref="Invalid"/> where none does.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">Where the value begins.</param>
    /// <param name="depth">How deep it may nest: 0 allows scalars only, at most <see cref="Deepest"/>.</param>
    public static int Value(ReadOnlySpan<byte> json, int at, int depth = Deepest) =>
        (uint)at < (uint)json.Length && json[at] is (byte)'{' or (byte)'[' ? Nested(json, at, depth) : Scalar(json, at);

    /// <summary>The position after the string whose opening quote stands here; <see cref="Invalid"/> where none does.</summary>
    public static int String(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length || json[at] != '"')
        {
            return Invalid;
        }

        at++;
        var end = PlainEnd(json, at);
        return end < json.Length && json[end] == '"' ? end + 1 : LongString(json, end);
    }

    /// <summary>
    /// Looks for the end of a short text without escapes, as most are, among the bytes of one vector.
    /// </summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">Where the text begins, after its quote.</param>
    /// <returns>The place of its first byte that is no plain text: of a quote, a backslash or a control; or a place before that.</returns>
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

    private static int LongString(ReadOnlySpan<byte> json, int at)
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

            at = json[at] == '\\' ? Escape(json, at) : Invalid;
            if (at < 0)
            {
                return Invalid;
            }
        }
    }

    /// <summary>The position after the white space that begins here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int White(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length && json[at] <= ' ' ? SomeWhite(json, at) : at;

    private static int SomeWhite(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>The position after the object or array that begins here.</summary>
    private static int Nested(ReadOnlySpan<byte> json, int at, int depth)
    {
        // One bit a level: whether it is an object. The bits are written before they are read.
        Span<ulong> kinds = stackalloc ulong[(Deepest / 64) + 1];
        var level = 0;
        var isObject = false;
        while (true)
        {
            // A value begins here.
            if ((uint)at < (uint)json.Length && json[at] is (byte)'{' or (byte)'[')
            {
                if (level == depth)
                {
                    return Invalid;
                }

                Set(kinds, level++, isObject);
                isObject = json[at] == '{';
                at = White(json, at + 1);
                if ((uint)at >= (uint)json.Length || json[at] != (isObject ? '}' : ']'))
                {
                    at = isObject ? Name(json, at) : at;
                    continue;
                }
            }
            else
            {
                at = White(json, Scalar(json, at));
            }

            // A value ends here, or the last one of the levels that are closed now.
            while ((uint)at < (uint)json.Length && json[at] == (isObject ? '}' : ']'))
            {
                at++;
                isObject = Get(kinds, --level);
                if (level == 0)
                {
                    return at;
                }

                at = White(json, at);
            }

            if ((uint)at >= (uint)json.Length || json[at] != ',')
            {
                return Invalid;
            }

            at = White(json, at + 1);
            at = isObject ? Name(json, at) : at;
        }
    }

    /// <summary>The position of the value whose member's name begins here.</summary>
    private static int Name(ReadOnlySpan<byte> json, int at)
    {
        at = White(json, String(json, at));
        return (uint)at < (uint)json.Length && json[at] == ':' ? White(json, at + 1) : Invalid;
    }

    private static void Set(Span<ulong> bits, int index, bool value)
    {
        var bit = 1UL << (index & 63);
        bits[index >> 6] = value ? bits[index >> 6] | bit : bits[index >> 6] & ~bit;
    }

    private static bool Get(ReadOnlySpan<ulong> bits, int index) => (bits[index >> 6] & (1UL << (index & 63))) != 0;

    private static int Scalar(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length)
        {
            return Invalid;
        }

        return json[at] switch
        {
            (byte)'"' => String(json, at),
            (byte)'t' => Literal(json, at, "true"u8),
            (byte)'f' => Literal(json, at, "false"u8),
            (byte)'n' => Literal(json, at, "null"u8),
            _ => Number(json, at),
        };
    }

    private static int Escape(ReadOnlySpan<byte> json, int at)
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

    private static int Literal(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> literal) =>
        json[at..].StartsWith(literal) ? at + literal.Length : Invalid;

    private static int Number(ReadOnlySpan<byte> json, int at)
    {
        at += json[at] == '-' ? 1 : 0;
        var whole = Digits(json, at);
        if (whole == at || (json[at] == '0' && whole > at + 1))
        {
            return Invalid;
        }

        at = whole;
        if (at < json.Length && json[at] == '.')
        {
            var fraction = Digits(json, at + 1);
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
            var exponent = Digits(json, at);
            return exponent == at ? Invalid : exponent;
        }

        return at;
    }

    private static int Digits(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        return at;
    }
}
