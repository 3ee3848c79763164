using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace AgenticApi.Cassettes;

/// <summary>Bytes as a YAML scalar: text where that gives every byte back, <c>!!binary</c> (base64) where it does not.</summary>
internal static class YamlBytes
{
    private static readonly TagName Binary = "tag:yaml.org,2002:binary";

    // Throws on bytes that are no UTF-8, which a text could not give back.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsBinary(YamlScalarNode node) => node.Tag == Binary;

    public static byte[] Read(YamlScalarNode node) =>
        IsBinary(node) ? Convert.FromBase64String(node.Value ?? "") : Encoding.UTF8.GetBytes(node.Value ?? "");

    /// <summary>The scalar for some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="ending">What the reader adds to a text of this place; bytes that end otherwise stand as <c>!!binary</c>. Null where it adds nothing.</param>
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
            // Falls through to base64.
        }

        return new Scalar(AnchorName.Empty, Binary, Convert.ToBase64String(bytes), ScalarStyle.Plain, isPlainImplicit: false, isQuotedImplicit: false);
    }

    /// <summary>A text, never plain: lines as they are where YAML can hold them so, in quotes with escapes where it cannot.</summary>
    public static Scalar Text(string text) =>
        new(AnchorName.Empty, TagName.Empty, text, text.Contains('\n') && IsLiteral(text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true);

    /// <summary>A key or a word: as it is where that is clear, in quotes where it is not.</summary>
    public static Scalar Word(string text) =>
        new(AnchorName.Empty, TagName.Empty, text, text.All(c => c is >= ' ' and < '\x7f') ? ScalarStyle.Any : ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true);

    /// <summary>Whether a literal block gives the text back: no other line breaks than LF, nothing unprintable, no leading or trailing blanks to guess at.</summary>
    private static bool IsLiteral(string text) =>
        text[0] is not (' ' or '\n') && !text.Contains(" \n", StringComparison.Ordinal)
        && text.All(c => c is '\n' or >= ' ' and < '\x7f' or >= '\xa0' and not ('\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff'));
}
