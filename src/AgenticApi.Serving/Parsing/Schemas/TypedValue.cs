using System.Text;

namespace AgenticApi.Serving;

/// <summary>
/// Writes the value of a parameter, which comes as plain text, as JSON of the type that its schema declares. A string is written while it
/// comes, any other value at its end.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class TypedValue
{
    private readonly StringBuilder _text = new();
    private ParameterSchema _schema = ParameterSchema.Undeclared;

    // Null while the text is too short to decide.
    private bool? _isString;

    /// <summary>Begins a new value.</summary>
    /// <param name="schema">The schema of the parameter.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schema"/> is null.</exception>
    public void Begin(ParameterSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _isString = null;
        _text.Clear();
    }

    /// <summary>Adds the next piece of the value.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="arguments">The buffer to write to.</param>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public void Append(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (_isString == true)
        {
            JsonStrings.AppendEscaped(arguments, text);
            return;
        }

        _text.Append(text);
        _isString ??= _schema.IsString(_text.ToString());
        if (_isString == true)
        {
            arguments.Append('"');
            JsonStrings.AppendEscaped(arguments, _text.ToString());
        }
    }

    /// <summary>Ends the value.</summary>
    /// <param name="arguments">The buffer to write the rest of the value to.</param>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public void End(StringBuilder arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        arguments.Append(_isString == true ? "\"" : _schema.ToJson(_text.ToString()));
    }

    /// <summary>Ends a value that was cut off. The text so far is written, without a closing quote.</summary>
    /// <param name="arguments">The buffer to write the rest of the value to.</param>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public void Cut(StringBuilder arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        arguments.Append(_isString == true ? "" : _text.ToString());
    }
}
