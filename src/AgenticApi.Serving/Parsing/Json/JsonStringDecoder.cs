using System.Globalization;
using System.Text;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>Decodes a JSON string that comes in pieces. Strings of Python, with single quotes and other escapes, are decoded too.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class JsonStringDecoder
{
    private readonly JsonStringRelay _string = new();
    private readonly StringBuilder _json = new();

    /// <summary>Gets whether the closing quote was read.</summary>
    public bool IsWhole => _string.IsWhole;

    /// <summary>Begins a new string, after its opening quote.</summary>
    /// <param name="quote">The quote that also ends the string.</param>
    public void Begin(char quote)
    {
        _string.Begin(quote, output: null);
        _json.Clear();
    }

    /// <summary>Reads the next piece of text.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="output">The buffer for the decoded text. An incomplete escape is held back.</param>
    /// <returns>How many characters belong to the string, including its closing quote.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="output"/> is null.</exception>
    public int Read(ReadOnlySpan<char> text, StringBuilder output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var length = _string.Read(text, _json);
        var json = _json.ToString().AsSpan(0, _json.Length - (IsWhole ? 1 : 0));
        _json.Clear();
        for (int escape; (escape = json.IndexOf('\\')) >= 0;)
        {
            var c = json[escape + 1];
            output.Append(json[..escape]);
            output.Append(c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', 'u' => Code(json[(escape + 2)..]), _ => c });
            json = json[(escape + (c == 'u' ? 6 : 2))..];
        }

        output.Append(json);
        return length;
    }

    private static char Code(ReadOnlySpan<char> hex) => (char)int.Parse(hex[..4], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
