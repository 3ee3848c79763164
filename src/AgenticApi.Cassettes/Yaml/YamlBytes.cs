using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace AgenticApi.Cassettes;

/// <summary>Bytes as a YAML scalar: as text if that keeps every byte, otherwise as <c>!!binary</c> (base64).</summary>
internal static class YamlBytes
{
    private static readonly TagName Binary = "tag:yaml.org,2002:binary";

    // Throws on invalid UTF-8, which a text cannot keep.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsBinary(YamlScalarNode node) => node.Tag == Binary;

    public static byte[] Read(YamlScalarNode node) =>
        IsBinary(node) ? Convert.FromBase64String(node.Value ?? "") : Encoding.UTF8.GetBytes(node.Value ?? "");

    /// <summary>Returns the scalar for bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="ending">
    /// Returns what the reader adds to a text. Bytes without this ending become <c>!!binary</c>. Null if it adds nothing.
    /// </param>
    public static Scalar Write(ReadOnlySpan<byte> bytes, Func<string, string?>? ending = null)
    {
        try
        {
            if ((ending ?? (text => text))(Strict.GetString(bytes)) is { } text)
            {
                return Text(text);
            }
        }
        catch (DecoderFallbackException)
        {
            // Not valid UTF-8: use base64.
        }

        return new Scalar(AnchorName.Empty, Binary, Convert.ToBase64String(bytes), ScalarStyle.Plain, isPlainImplicit: false, isQuotedImplicit: false);
    }

    /// <summary>Returns a text that is never plain: a literal block if YAML can keep the lines, otherwise quoted with escapes.</summary>
    public static Scalar Text(string text) =>
        new(AnchorName.Empty, TagName.Empty, text, text.Contains('\n') && IsLiteral(text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true);

    /// <summary>Returns a key or a word: plain if it is unambiguous, otherwise quoted.</summary>
    public static Scalar Word(string text) =>
        new(AnchorName.Empty, TagName.Empty, text, text.All(c => c is >= ' ' and < '\x7f') ? ScalarStyle.Any : ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true);

    /// <summary>
    /// Whether a literal block keeps the text: only LF as line break, no unprintable characters, and no ambiguous leading or trailing white
    /// space.
    /// </summary>
    private static bool IsLiteral(string text) =>
        text[0] is not (' ' or '\n') && !text.Contains(" \n", StringComparison.Ordinal)
        && text.All(c => c is '\n' or >= ' ' and < '\x7f' or >= '\xa0' and not ('\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff'));
}
