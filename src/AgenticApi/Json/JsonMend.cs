using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace AgenticApi.Json;

/// <summary>
/// Replaces what no reader of the response could read, by U+FFFD: invalid UTF-8, and escaped halves of surrogate pairs that have lost
/// their other half.
/// </summary>
internal static class JsonMend
{
    private const int EscapeLength = 6;

    /// <summary>The JSON, or the inside of a JSON string, mended; null where nothing is broken.</summary>
    public static byte[]? Text(ReadOnlySpan<byte> json)
    {
        var bytes = Utf8.IsValid(json) ? null : MendBytes(json);
        return json.IndexOf("\\u"u8) < 0 ? bytes : MendSurrogates(bytes ?? json) ?? bytes;
    }

    /// <summary>Puts U+FFFD in the place of what is no UTF-8.</summary>
    private static byte[] MendBytes(ReadOnlySpan<byte> text)
    {
        var mended = new byte[MendBytes(text, default)];
        MendBytes(text, mended);
        return mended;
    }

    /// <summary>Writes the mended text where there is room for it; returns how long it is.</summary>
    private static int MendBytes(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var length = 0;
        while (text.Length > 0)
        {
            var isValid = Rune.DecodeFromUtf8(text, out _, out var taken) == OperationStatus.Done;
            var piece = isValid ? text[..taken] : "\uFFFD"u8;
            if (output.Length > 0)
            {
                piece.CopyTo(output[length..]);
            }

            length += piece.Length;
            text = text[taken..];
        }

        return length;
    }

    /// <summary>An escaped half is as long as the escape that replaces it, so every place in the JSON stays where it is.</summary>
    private static byte[]? MendSurrogates(ReadOnlySpan<byte> json)
    {
        byte[]? mended = null;
        for (var at = json.IndexOf((byte)'\\'); at >= 0;)
        {
            var high = Surrogate(json[at..], 0xD800);
            if (high && Surrogate(json[(at + EscapeLength)..], 0xDC00))
            {
                at += 2 * EscapeLength;
            }
            else if (high || Surrogate(json[at..], 0xDC00))
            {
                mended ??= json.ToArray();
                "\\ufffd"u8.CopyTo(mended.AsSpan(at));
                at += EscapeLength;
            }
            else
            {
                at += 2;
            }

            var next = json[Math.Min(at, json.Length)..].IndexOf((byte)'\\');
            at = next < 0 ? -1 : at + next;
        }

        return mended;
    }

    /// <summary>Whether the text begins with the escape of a surrogate of the 1,024 from this one on.</summary>
    private static bool Surrogate(ReadOnlySpan<byte> text, int first) =>
        text.Length >= EscapeLength && text[0] == '\\' && text[1] == 'u'
        && int.TryParse(text.Slice(2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit)
        && (unit & 0xFC00) == first;
}
