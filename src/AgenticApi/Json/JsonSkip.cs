using System.Buffers;
using System.Runtime.CompilerServices;

namespace AgenticApi.Json;

/// <summary>
/// Steps over values of JSON that is known to be valid: nothing is checked, so only the characters that end a value are looked for. JSON
/// is checked once, where it comes in.
/// </summary>
internal static class JsonSkip
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> AfterScalar = SearchValues.Create(",}] \t\r\n"u8);

    /// <summary>The place after the white space that begins here.</summary>
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

    /// <summary>The place after the value that begins here.</summary>
    public static int Value(ReadOnlySpan<byte> json, int at) => json[at] switch
    {
        (byte)'"' => String(json, at),
        (byte)'{' or (byte)'[' => Nested(json, at),
        _ => json[at..].IndexOfAny(AfterScalar) is >= 0 and var length ? at + length : json.Length,
    };

    /// <summary>The place after the string whose opening quote stands here.</summary>
    public static int String(ReadOnlySpan<byte> json, int at)
    {
        at++;
        while (true)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == '"')
            {
                return at + 1;
            }

            at += 2;
        }
    }

    private static int Nested(ReadOnlySpan<byte> json, int at)
    {
        var depth = 0;
        while (true)
        {
            at += json[at..].IndexOfAny(Structure);
            switch (json[at])
            {
                case (byte)'"':
                    at = String(json, at);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    at++;
                    break;
                default:
                    at++;
                    if (--depth == 0)
                    {
                        return at;
                    }

                    break;
            }
        }
    }
}
