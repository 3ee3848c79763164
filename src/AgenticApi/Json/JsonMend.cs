using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace AgenticApi.Json;

/// <summary>
/// Replaces invalid UTF-8, and escaped halves of surrogate pairs without the other half, by U+FFFD. Readers of the response could not read
/// them.
/// </summary>
internal static class JsonMend
{
    private const int EscapeLength = 6;

    /// <summary>Returns the repaired JSON, or content of a JSON string; null if there is nothing to repair.</summary>
    public static byte[]? Text(ReadOnlySpan<byte> json)
    {
        var bytes = Utf8.IsValid(json) ? null : MendBytes(json);
        return json.IndexOf("\\u"u8) < 0 ? bytes : MendSurrogates(bytes ?? json) ?? bytes;
    }

    /// <summary>Replaces invalid UTF-8 by U+FFFD.</summary>
    private static byte[] MendBytes(ReadOnlySpan<byte> text)
    {
        var mended = new byte[MendBytes(text, default)];
        MendBytes(text, mended);
        return mended;
    }

    /// <summary>Writes the repaired text, unless the output is empty. Returns its length.</summary>
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

    /// <summary>Replaces halves of surrogate pairs. The replacement has the same length, so all positions stay the same.</summary>
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

    /// <summary>Whether the text starts with the escape of one of the 1,024 surrogates from <paramref name="first"/>.</summary>
    private static bool Surrogate(ReadOnlySpan<byte> text, int first) =>
        text.Length >= EscapeLength && text[0] == '\\' && text[1] == 'u'
        && int.TryParse(text.Slice(2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit)
        && (unit & 0xFC00) == first;
}
