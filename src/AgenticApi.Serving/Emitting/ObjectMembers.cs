using System.Text;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// Finds the string value of a member in the text of a JSON object that comes in pieces. Except for the first character after the opening
/// brace, it does not check whether the JSON is valid.
/// </summary>
/// <param name="name">The name of the member. A name that the text spells with escapes is not found.</param>
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

    /// <summary>Whether the opening quote of the value was read last.</summary>
    public bool IsAtValue { get; private set; }

    /// <summary>Whether the first character after the opening brace cannot be part of an object.</summary>
    public bool IsNoObject { get; private set; }

    /// <summary>Whether the object has begun and not ended.</summary>
    public bool IsOpen => _depth > 0;

    /// <summary>Reads the next piece, at most up to the opening quote of the value; returns how many characters were read.</summary>
    public int Read(ReadOnlySpan<char> text)
    {
        IsAtValue = false;
        for (var i = 0; i < text.Length; i++)
        {
            Read(text[i]);
            if (IsAtValue || IsNoObject)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    /// <summary>Continues after the closing quote of the value, which another reader has read.</summary>
    public void EndString() => _inString = false;

    private void Read(char c)
    {
        if (_inString)
        {
            ReadInString(c);
        }
        else if (c is not (' ' or '\t' or '\r' or '\n'))
        {
            IsNoObject = _isFirst && c is not ('"' or '}');
            _isFirst = false;
            ReadOutside(c);
        }
    }

    private void ReadInString(char c)
    {
        _inString = _isEscaped || c != '"';
        _isEscaped = !_isEscaped && c == '\\';
        if (_inKey && _inString)
        {
            _key.Append(c);
        }

        _inKey &= _inString;
    }

    private void ReadOutside(char c)
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
