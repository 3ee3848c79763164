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

    // Null where the text so far does not tell.
    private bool? _isString;

    /// <summary>Begins a value.</summary>
    /// <param name="schema">What the tool declares of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schema"/> is null.</exception>
    public void Begin(ParameterSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _isString = null;
        _text.Clear();
    }

    /// <summary>Takes more of the value.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="arguments">Where to write what is sure of it.</param>
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
    /// <param name="arguments">Where to write the rest of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public void End(StringBuilder arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        arguments.Append(_isString == true ? "\"" : _schema.ToJson(_text.ToString()));
    }

    /// <summary>Ends the value where the model stopped inside of it: what there is comes out, and no closing quote.</summary>
    /// <param name="arguments">Where to write the rest of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is null.</exception>
    public void Cut(StringBuilder arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        arguments.Append(_isString == true ? "" : _text.ToString());
    }
}
