using System.Globalization;
using System.Text;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>Reads what a JSON string says, while it comes; a string of Python too.</summary>
public sealed class JsonStringDecoder
{
    private readonly JsonStringRelay _string = new();
    private readonly StringBuilder _json = new();

    /// <summary>Whether the closing quote was read.</summary>
    public bool IsWhole => _string.IsWhole;

    /// <summary>Begins a string behind its opening quote.</summary>
    /// <param name="quote">The quote that it ends with too.</param>
    public void Begin(char quote)
    {
        _string.Begin(quote, output: null);
        _json.Clear();
    }

    /// <summary>Reads on.</summary>
    /// <param name="text">What follows.</param>
    /// <param name="output">Where to append what the string says. An escape waits for its end.</param>
    /// <returns>How much of the text belongs to the string, its closing quote included.</returns>
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
