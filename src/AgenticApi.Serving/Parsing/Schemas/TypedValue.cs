using System.Text;

namespace AgenticApi.Serving;

/// <summary>
/// Writes the value of a parameter that comes as plain text as the JSON that its schema says: a string as it comes, and anything else at its
/// end.
/// </summary>
public sealed class TypedValue
{
    private readonly StringBuilder _text = new();
    private ParameterSchema _schema = ParameterSchema.Undeclared;
    private bool _isString;

    /// <summary>Begins a value.</summary>
    /// <param name="schema">What the tool declares of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schema"/> is null.</exception>
    public void Begin(ParameterSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _isString = false;
        _text.Clear();
    }

    /// <summary>Takes more of the value.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="arguments">Where to write what is sure of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public void Append(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (_isString)
        {
            JsonStrings.AppendEscaped(arguments, text);
            return;
        }

        _text.Append(text);
        if (_schema.MustBeString || (_schema.MayBeString && IsString()))
        {
            _isString = true;
            arguments.Append('"');
            JsonStrings.AppendEscaped(arguments, _text.ToString());
        }
    }

    /// <summary>Ends the value.</summary>
    /// <param name="arguments">Where to write the rest of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public void End(StringBuilder arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        arguments.Append(_isString ? "\"" : _schema.ToJson(_text.ToString()));
    }

    /// <summary>Ends the value where the model stopped inside of it: what there is comes out, and no closing quote.</summary>
    /// <param name="arguments">Where to write the rest of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public void Cut(StringBuilder arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        arguments.Append(_isString ? "" : _text.ToString());
    }

    // The beginning decides it, so that a long value is not looked at again with each piece of it.
    private bool IsString() => _schema.IsString(_text.ToString(0, Math.Min(_text.Length, ParameterSchema.LongestLiteral + 1)));
}
