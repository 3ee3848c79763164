using System.Text;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// Finds where in the text of a JSON object the string begins that is the value of a member, while the text comes piece by piece. Whether it is
/// valid JSON is not looked at, but for its first character.
/// </summary>
/// <param name="name">The member's name, spelled without escapes.</param>
internal sealed class ObjectMembers(string name)
{
    private readonly StringBuilder _key = new();
    private int _depth;
    private bool _inString;
    private bool _isEscaped;
    private bool _isFirst;
    private bool _inKey;
    private bool _expectsKey;
    private bool _expectsValue;

    /// <summary>Whether the text was read up to the value, its opening quote included.</summary>
    public bool IsAtValue { get; private set; }

    /// <summary>Whether what follows the opening brace begins no object.</summary>
    public bool IsNoObject { get; private set; }

    /// <summary>Whether the object has not ended.</summary>
    public bool IsOpen => _depth > 0;

    /// <summary>Reads on, up to the value at most; says how much was read.</summary>
    public int Read(ReadOnlySpan<char> text)
    {
        IsAtValue = false;
        for (var i = 0; i < text.Length; i++)
        {
            Take(text[i]);
            if (IsAtValue || IsNoObject)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    /// <summary>Goes on behind the value's closing quote.</summary>
    public void EndString() => _inString = false;

    private void Take(char c)
    {
        if (_inString)
        {
            TakeInString(c);
        }
        else if (c is not (' ' or '\t' or '\r' or '\n'))
        {
            IsNoObject = _isFirst && c is not ('"' or '}');
            _isFirst = false;
            TakeOutside(c);
        }
    }

    private void TakeInString(char c)
    {
        _inString = _isEscaped || c != '"';
        _isEscaped = !_isEscaped && c == '\\';
        if (_inKey && _inString)
        {
            _key.Append(c);
        }

        _inKey &= _inString;
    }

    private void TakeOutside(char c)
    {
        switch (c)
        {
            case '"':
                _inString = true;
                IsAtValue = _expectsValue;
                _inKey = _expectsKey;
                _key.Clear();
                (_expectsKey, _expectsValue) = (false, false);
                break;
            case '{' or '[':
                _depth++;
                _isFirst = _depth == 1;
                (_expectsKey, _expectsValue) = (_isFirst, false);
                break;
            case '}' or ']':
                _depth--;
                break;
            case ',':
                _expectsKey = _depth == 1;
                break;
            case ':':
                _expectsValue = _depth == 1 && _key.Equals(name.AsSpan());
                break;
            default:
                _expectsValue = false;
                break;
        }
    }
}
